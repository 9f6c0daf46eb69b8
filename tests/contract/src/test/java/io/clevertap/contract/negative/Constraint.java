package io.clevertap.contract.negative;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.contract.spec.Spec;
import java.util.Set;

/**
 * A constraint on requests that the description states.
 *
 * @param schema the location of the schema with the constraint
 * @param keyword the location of the constraint within that schema
 * @param ambiguity for {@code oneOf}: whether two branches match, rather than none
 * @param places the values in the examples to which the constraint applies
 */
record Constraint(JsonPointer schema, JsonPointer keyword, boolean ambiguity, Set<Place> places) {

  /** Returns the description without this constraint and with all others. */
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
      node.remove("enum"); // which would also restrict the type
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
