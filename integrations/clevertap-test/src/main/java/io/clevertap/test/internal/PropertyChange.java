package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.PropertyOperator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies an uploaded value to the stored value of a property. */
final class PropertyChange {

  private PropertyChange() {}

  static boolean isOperator(JsonNode value) {
    return value.has(PropertyOperator.JSON_PROPERTY_ADD)
        || value.has(PropertyOperator.JSON_PROPERTY_REMOVE)
        || value.has(PropertyOperator.JSON_PROPERTY_INCREASE)
        || value.has(PropertyOperator.JSON_PROPERTY_DECREASE)
        || value.has(PropertyOperator.JSON_PROPERTY_DELETE);
  }

  /** Returns the new value; null if the property is removed. */
  static @Nullable JsonNode apply(@Nullable JsonNode before, JsonNode change) {
    if (change.isNull()) {
      return before;
    }
    if (change.has(PropertyOperator.JSON_PROPERTY_DELETE)) {
      return null;
    }
    if (change.has(PropertyOperator.JSON_PROPERTY_INCREASE)) {
      return sum(before, change.get(PropertyOperator.JSON_PROPERTY_INCREASE).decimalValue());
    }
    if (change.has(PropertyOperator.JSON_PROPERTY_DECREASE)) {
      return sum(
          before, change.get(PropertyOperator.JSON_PROPERTY_DECREASE).decimalValue().negate());
    }
    Set<JsonNode> values = new LinkedHashSet<>(values(before));
    if (change.has(PropertyOperator.JSON_PROPERTY_ADD)) {
      values.addAll(values(change.get(PropertyOperator.JSON_PROPERTY_ADD)));
      return latest(values);
    }
    if (change.has(PropertyOperator.JSON_PROPERTY_REMOVE)) {
      values.removeAll(values(change.get(PropertyOperator.JSON_PROPERTY_REMOVE)));
      return values.isEmpty() ? null : latest(values);
    }
    return change.isArray() ? latest(new LinkedHashSet<>(values(change))) : change;
  }

  private static @Nullable JsonNode sum(@Nullable JsonNode before, BigDecimal amount) {
    if (before == null || before.isNumber()) {
      BigDecimal start = before == null ? BigDecimal.ZERO : before.decimalValue();
      return DecimalNode.valueOf(start.add(amount));
    }
    return before;
  }

  /** Returns the values of a list; a single value counts as a list of one string. */
  private static List<JsonNode> values(@Nullable JsonNode value) {
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      return List.of(TextNode.valueOf(value.asText()));
    }
    List<JsonNode> values = new ArrayList<>();
    value.forEach(values::add);
    return values;
  }

  /** Drops the oldest values beyond the limit. */
  private static ArrayNode latest(Set<JsonNode> values) {
    List<JsonNode> all = new ArrayList<>(values);
    int surplus = Math.max(0, all.size() - ProfileProperties.MAX_VALUES);
    return Json.MAPPER.createArrayNode().addAll(all.subList(surplus, all.size()));
  }
}
