package io.clevertap.contract.negative;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.contract.spec.Operation;
import io.clevertap.contract.spec.Spec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds every schema that requests must match, and the places in the examples to which each schema
 * applies.
 */
final class SchemaWalk {

  /** A double negation is a constraint that generators skip. */
  private static final JsonPointer NOT_NOT = JsonPointer.compile("/not/not");

  private final Spec spec;
  private final Map<JsonPointer, Set<Place>> placesBySchema = new LinkedHashMap<>();

  SchemaWalk(Spec spec) {
    this.spec = spec;
    for (Operation operation : spec.operations()) {
      Set<Place> roots =
          operation.requests().stream()
              .map(request -> new Place(request, JsonPointer.empty()))
              .collect(Collectors.toSet());
      operation
          .parameters()
          .forEach((name, schema) -> visit(schema, properties(properties(roots, "query"), name)));
      if (!spec.at(operation.body()).isMissingNode()) {
        visit(operation.bodySchema(), properties(roots, "body"));
      }
    }
  }

  /**
   * Returns the location of each schema in the description, with the places to which the schema
   * applies.
   */
  Map<JsonPointer, Set<Place>> placesBySchema() {
    return placesBySchema;
  }

  /** Returns a value for the schema from one of the examples. */
  Optional<JsonNode> sample(JsonPointer schema) {
    return placesBySchema.getOrDefault(spec.resolve(schema), Set.of()).stream()
        .map(Place::value)
        .findFirst();
  }

  private void visit(JsonPointer reference, Set<Place> places) {
    JsonPointer schema = spec.resolve(reference);
    Set<Place> known = placesBySchema.get(schema);
    if (known != null && known.containsAll(places)) {
      return;
    }
    placesBySchema.computeIfAbsent(schema, key -> new LinkedHashSet<>()).addAll(places);

    JsonNode node = spec.at(schema);
    JsonPointer properties = schema.appendProperty("properties");
    node.path("properties")
        .fieldNames()
        .forEachRemaining(name -> visit(properties.appendProperty(name), properties(places, name)));
    if (node.path("additionalProperties").isObject()) {
      visit(schema.appendProperty("additionalProperties"), additionalProperties(places, node));
    }
    if (node.has("items")) {
      visit(schema.appendProperty("items"), elements(places));
    }
    if (node.path("not").has("not")) {
      visit(schema.append(NOT_NOT), places);
    }
    for (String composition : new String[] {"allOf", "anyOf", "oneOf"}) {
      for (int i = 0; i < node.path(composition).size(); i++) {
        visit(schema.appendProperty(composition).appendIndex(i), places);
      }
    }
  }

  private static Set<Place> properties(Set<Place> places, String name) {
    return children(
        places,
        place -> place.value().has(name) ? Stream.of(place.property(name)) : Stream.empty());
  }

  private static Set<Place> additionalProperties(Set<Place> places, JsonNode schema) {
    return children(
        places,
        place ->
            place
                .value()
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !schema.path("properties").has(name))
                .map(place::property));
  }

  private static Set<Place> elements(Set<Place> places) {
    return children(
        places,
        place ->
            place.value().isArray()
                ? IntStream.range(0, place.value().size()).mapToObj(place::element)
                : Stream.empty());
  }

  private static Set<Place> children(Set<Place> places, Function<Place, Stream<Place>> children) {
    return places.stream().flatMap(children).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
