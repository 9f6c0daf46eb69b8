package io.clevertap.contract.negative;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.contract.spec.Operation;
import io.clevertap.contract.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists all constraints on requests that the description states. */
final class Constraints {

  private static final Set<String> DEMANDS =
      Set.of(
          "type",
          "enum",
          "pattern",
          "minimum",
          "maximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "required",
          "anyOf",
          "oneOf",
          "not",
          "additionalProperties");

  /** Keywords that are not constraints. */
  private static final Set<String> OTHERS =
      Set.of(
          "description",
          "example",
          "default",
          "format",
          "discriminator",
          "properties",
          "items",
          "x-date-prefix",
          "x-event-name",
          "x-boolean-texts",
          "x-not-exported",
          "x-internal",
          "x-date",
          "x-error-code",
          "x-exactly-one",
          "x-form",
          "x-implements",
          "x-models",
          "x-open",
          "x-setters",
          "x-text-pattern",
          "x-unit",
          "allOf",
          "x-enum-varnames",
          "x-enum-descriptions");

  private final Spec spec;
  private final List<Constraint> constraints = new ArrayList<>();

  private Constraints(Spec spec) {
    this.spec = spec;
  }

  static List<Constraint> of(Spec spec, SchemaWalk walk) {
    Constraints constraints = new Constraints(spec);
    spec.operations().forEach(constraints::addBody);
    walk.placesBySchema().forEach(constraints::addSchema);
    return constraints.constraints;
  }

  private void addBody(Operation operation) {
    if (spec.at(operation.body()).path("required").asBoolean()) {
      JsonPointer body = JsonPointer.compile("/body");
      add(
          operation.body(),
          JsonPointer.compile("/required"),
          operation.requests().stream()
              .map(request -> new Place(request, body))
              .collect(Collectors.toSet()));
    }
  }

  private void addSchema(JsonPointer schema, Set<Place> places) {
    spec.at(schema)
        .properties()
        .forEach(field -> addKeyword(schema, field.getKey(), field.getValue(), places));
  }

  private void addKeyword(JsonPointer schema, String name, JsonNode value, Set<Place> places) {
    JsonPointer keyword = JsonPointer.empty().appendProperty(name);
    switch (name) {
      case "required" -> addEach(schema, keyword, places);
      case "not" -> {
        if (!value.has("not")) {
          addNot(spec.resolve(schema.append(keyword)), places);
        }
      }
      case "type" -> {
        if (places.stream().noneMatch(Constraints::isOfAQueryList)) {
          add(schema, keyword, places);
        }
      }
      case "oneOf" -> {
        add(schema, keyword, places);
        constraints.add(new Constraint(schema, keyword, true, places));
      }
      case "additionalProperties" -> {
        if (value.isBoolean() && !value.asBoolean()) {
          add(schema, keyword, places);
        }
      }
      default -> {
        if (DEMANDS.contains(name)
            || name.startsWith("x-max-")
            || name.startsWith("x-forbidden-")) {
          add(schema, keyword, places);
        } else if (!OTHERS.contains(name)) {
          throw new IllegalStateException("Is this a constraint? #" + schema + keyword);
        }
      }
    }
  }

  /** Whatever is sent for a list in a query arrives as a list of texts. */
  private static boolean isOfAQueryList(Place place) {
    JsonPointer query = JsonPointer.compile("/query");
    return place.pointer().toString().startsWith(query + "/")
        && (place.value().isArray() || place.pointer().head().head().equals(query));
  }

  /** Adds a constraint for each value, or each branch, of a schema under {@code not}. */
  private void addNot(JsonPointer forbidden, Set<Place> places) {
    String alternatives = spec.at(forbidden).has("enum") ? "enum" : "anyOf";
    addEach(forbidden, JsonPointer.empty().appendProperty(alternatives), places);
  }

  private void addEach(JsonPointer schema, JsonPointer keyword, Set<Place> places) {
    for (int i = 0; i < spec.at(schema.append(keyword)).size(); i++) {
      add(schema, keyword.appendIndex(i), places);
    }
  }

  private void add(JsonPointer schema, JsonPointer keyword, Set<Place> places) {
    constraints.add(new Constraint(schema, keyword, false, places));
  }
}
