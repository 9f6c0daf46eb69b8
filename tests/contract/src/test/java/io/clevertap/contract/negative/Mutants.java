package io.clevertap.contract.negative;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.contract.spec.Request;
import io.clevertap.contract.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Changes example requests so that they may break a constraint. */
final class Mutants {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * Values that are unlikely to match a schema; the first one is a parameter that is given twice.
   */
  private static final List<JsonNode> ODD_VALUES =
      List.of(
          JSON.arrayNode().add("?!").add("?!"),
          JSON.nullNode(),
          JSON.booleanNode(true),
          JSON.numberNode(0.5),
          JSON.numberNode(-1),
          JSON.textNode("?!"),
          JSON.arrayNode(),
          JSON.objectNode());

  private final Spec spec;
  private final SchemaWalk walk;

  Mutants(Spec spec, SchemaWalk walk) {
    this.spec = spec;
    this.walk = walk;
  }

  /** Returns requests that may break the constraint. They may also break none, or others. */
  Stream<Request> of(Constraint constraint) {
    return constraint.places().stream()
        .flatMap(place -> values(constraint, place.value()).map(place::with));
  }

  private Stream<JsonNode> values(Constraint constraint, JsonNode value) {
    JsonNode demanded = spec.at(constraint.schema().append(constraint.keyword()));
    return switch (constraint.name()) {
      case "minimum" -> Stream.of(JSON.numberNode(demanded.asLong() - step(constraint)));
      case "maximum" -> Stream.of(JSON.numberNode(demanded.asLong() + step(constraint)));
      case "multipleOf" -> Stream.of(JSON.numberNode(value.asLong() + 1));
      case "minLength" -> Stream.of(text(value.asText(), demanded.asInt() - 1));
      case "maxLength" -> Stream.of(text(value.asText(), demanded.asInt() + 1));
      case "minItems" -> Stream.of(array(value, demanded.asInt() - 1));
      case "maxItems" -> Stream.of(array(value, demanded.asInt() + 1));
      case "minProperties" -> Stream.of(object(constraint, value, demanded.asInt() - 1));
      case "maxProperties" -> Stream.of(object(constraint, value, demanded.asInt() + 1));
      case "additionalProperties" -> Stream.of(JSON.objectNode(), value).map(Mutants::withUnknown);
      case "required" ->
          demanded.isBoolean()
              ? Stream.of((JsonNode) null)
              : Stream.concat(
                  without(List.of(demanded.asText()), value),
                  without(requiredBySiblings(constraint), value));
      case "enum" -> demanded.isArray() ? ODD_VALUES.stream() : Stream.of(demanded);
      case "anyOf" -> demanded.isArray() ? ODD_VALUES.stream() : forbidden(demanded, value);
      case "oneOf" ->
          constraint.ambiguity()
              ? withOtherBranch(constraint, value)
              : Stream.concat(ODD_VALUES.stream(), without(required(demanded), value));
      case "type", "pattern" -> ODD_VALUES.stream();
      default -> Stream.empty();
    };
  }

  /** Returns the distance between two values that break no other constraint. */
  private long step(Constraint constraint) {
    return spec.at(constraint.schema()).path("multipleOf").asLong(1);
  }

  private static JsonNode text(String text, int length) {
    String last = text.isEmpty() ? "x" : text.substring(text.length() - 1);
    return JSON.textNode(
        (text + last.repeat(Math.max(0, length - text.length()))).substring(0, length));
  }

  private static JsonNode array(JsonNode value, int size) {
    ArrayNode array = JSON.arrayNode();
    for (int i = 0; i < size; i++) {
      array.add(value.isEmpty() ? JSON.textNode("x") : value.get(i % value.size()));
    }
    return array;
  }

  /**
   * Returns an object with this number of properties. Added properties are declared ones with a
   * value from an example first, and then others, with the value of another property.
   */
  private JsonNode object(Constraint constraint, JsonNode value, int size) {
    ObjectNode object = JSON.objectNode();
    value
        .propertyStream()
        .limit(size)
        .forEach(field -> object.set(field.getKey(), field.getValue()));
    JsonPointer properties = constraint.schema().appendProperty("properties");
    for (String name : spec.at(properties).propertyStream().map(Map.Entry::getKey).toList()) {
      if (object.size() < size && !object.has(name)) {
        walk.sample(properties.appendProperty(name)).ifPresent(sample -> object.set(name, sample));
      }
    }
    while (object.size() < size) {
      object.set(
          "x" + object.size(), value.isEmpty() ? JSON.textNode("x") : value.iterator().next());
    }
    return object;
  }

  private static JsonNode withUnknown(JsonNode value) {
    return value instanceof ObjectNode object ? object.deepCopy().put("unknown", 1) : value;
  }

  private static Stream<JsonNode> without(List<String> names, JsonNode value) {
    return value instanceof ObjectNode object
        ? Stream.of(object.deepCopy().remove(names))
        : Stream.empty();
  }

  /** Returns the properties that the branches of the {@code oneOf} around a schema require. */
  private List<String> requiredBySiblings(Constraint constraint) {
    JsonNode siblings = spec.at(constraint.schema().head());
    return siblings.isArray() ? required(siblings) : List.of();
  }

  /**
   * Adds the properties that another branch of the {@code oneOf} requires; they are declared beside
   * the {@code oneOf}.
   */
  private Stream<JsonNode> withOtherBranch(Constraint constraint, JsonNode value) {
    JsonPointer branches = constraint.schema().append(constraint.keyword());
    List<JsonNode> values = new ArrayList<>();
    for (int i = 0; i < spec.at(branches).size(); i++) {
      JsonPointer branch = branches.appendIndex(i);
      ObjectNode changed = JSON.objectNode();
      for (String name : required(spec.at(branch))) {
        JsonPointer property =
            constraint.schema().appendProperty("properties").appendProperty(name);
        walk.sample(property).ifPresent(sample -> changed.set(name, sample));
      }
      if (value instanceof ObjectNode object) {
        values.add(changed.setAll(object));
      }
    }
    return values.stream();
  }

  /**
   * Adds the properties that a forbidden branch requires, with a value that matches no schema, or
   * with the value of another property.
   */
  private static Stream<JsonNode> forbidden(JsonNode branch, JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      return Stream.empty();
    }
    return Stream.of(
            JSON.booleanNode(true), object.isEmpty() ? JSON.nullNode() : object.iterator().next())
        .map(
            added -> {
              ObjectNode changed = object.deepCopy();
              required(branch).forEach(name -> changed.set(name, added));
              return changed;
            });
  }

  /** Returns the properties that a schema, or any schema of a list, requires. */
  private static List<String> required(JsonNode schema) {
    List<String> names = new ArrayList<>();
    schema.findValues("required").forEach(list -> list.forEach(name -> names.add(name.asText())));
    return names;
  }
}
