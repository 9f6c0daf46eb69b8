package io.clevertap.contract.negative;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.contract.spec.Request;

/** A value within an example request. */
record Place(Request request, JsonPointer pointer) {

  JsonNode value() {
    return request.content().at(pointer);
  }

  Place property(String name) {
    return new Place(request, pointer.appendProperty(name));
  }

  Place element(int index) {
    return new Place(request, pointer.appendIndex(index));
  }

  /** Returns the request with another value here; null removes what is here. */
  Request with(JsonNode replacement) {
    ObjectNode content = request.content().deepCopy();
    JsonNode parent = content.at(pointer.head());
    if (parent instanceof ArrayNode array) {
      array.set(pointer.last().getMatchingIndex(), replacement);
    } else if (replacement == null) {
      ((ObjectNode) parent).remove(pointer.last().getMatchingProperty());
    } else {
      ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), replacement);
    }
    return new Request(request.operation(), request.name(), content);
  }
}
