package io.clevertap.contract.negative;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.contract.spec.Spec;
import java.util.Set;

/**
 * One thing that the description demands of requests.
 *
 * @param schema where the schema stands that demands it
 * @param keyword where the demand stands in that schema
 * @param ambiguity for {@code oneOf}: whether it is about two branches that fit, rather than none
 * @param places the values in the examples on which the demand is made
 */
record Constraint(JsonPointer schema, JsonPointer keyword, boolean ambiguity, Set<Place> places) {

  /** Returns the description without this constraint, and with all others. */
  Spec removedFrom(Spec spec) {
    ObjectNode root = spec.root().deepCopy();
    JsonPointer place = schema.append(keyword);
    if (root.at(place.head()) instanceof ArrayNode array) {
      array.remove(place.last().getMatchingIndex());
      return new Spec(root);
    }
    ObjectNode node = (ObjectNode) root.at(place.head());
    JsonNode removed = node.remove(place.last().getMatchingProperty());
    if (ambiguity) {
      node.set("anyOf", removed);
    }
    if (name().equals("type")) {
      node.remove("enum"); // which would say it again
    }
    return new Spec(root);
  }

  /** Returns the keyword, such as {@code maxLength}. */
  String name() {
    return keyword.getMatchingProperty();
  }

  @Override
  public String toString() {
    return "#" + schema + keyword + (ambiguity ? " (more than one)" : "");
  }
}
