package io.clevertap.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request, its parameters and its body in one tree: {@code {"query": {...}, "body": ...}}. */
public record Request(Operation operation, String name, ObjectNode content) {

  Request named(String other) {
    return new Request(operation, other, content);
  }

  Request with(String part, JsonNode value) {
    ObjectNode changed = content.deepCopy();
    changed.set(part, value);
    return new Request(operation, name, changed);
  }

  @Override
  public String toString() {
    return operation + " " + name;
  }
}
