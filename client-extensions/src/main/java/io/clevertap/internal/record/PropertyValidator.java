package io.clevertap.internal.record;

import io.clevertap.client.api.LimitException;
import io.clevertap.client.api.Limits;
import io.clevertap.client.model.PropertyOperator;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the custom properties of a profile or an event against CleverTap's limits. */
public record PropertyValidator(
    int maxKeyBytes,
    int maxValueBytes,
    int maxValues,
    String forbiddenCharacters,
    int maxRootObjects,
    int maxDepth,
    boolean operators) {

  private static final Set<String> OPERATORS =
      Set.of(
          PropertyOperator.JSON_PROPERTY_ADD,
          PropertyOperator.JSON_PROPERTY_REMOVE,
          PropertyOperator.JSON_PROPERTY_INCREASE,
          PropertyOperator.JSON_PROPERTY_DECREASE,
          PropertyOperator.JSON_PROPERTY_DELETE);
  private static final int MAX_UTF8_BYTES_OF_CHAR = 3;

  void check(Map<String, ?> properties) throws LimitException {
    checkKeys(properties.keySet());
    int rootObjects = 0;
    for (Map.Entry<String, ?> property : properties.entrySet()) {
      checkValue(property.getKey(), property.getValue());
      int depth = depth(property.getValue());
      checkSize(property.getKey(), depth, "levels of nested objects", maxDepth);
      rootObjects += depth > 0 ? 1 : 0;
    }
    checkSize("", rootObjects, "nested objects", maxRootObjects);
  }

  void checkKeys(Set<String> keys) throws LimitException {
    for (String key : keys) {
      if (key.isBlank()) {
        throw new LimitException("a key", "is blank");
      }
      if (mayExceed(maxKeyBytes, key)) {
        checkSize("the key '" + key + "'", utf8Length(key), "bytes", maxKeyBytes);
      }
      checkCharacters("the key", key);
    }
  }

  void checkValue(String field, @Nullable Object value) throws LimitException {
    if (value instanceof String text) {
      if (mayExceed(maxValueBytes, text)) {
        checkSize(field, utf8Length(text), "bytes", maxValueBytes);
      }
    } else if (value instanceof Collection<?> values) {
      checkSize(field, values.size(), "values", maxValues);
      for (Object element : values) {
        checkValue(field, element);
      }
    } else if (isOperator(value)) {
      checkOperator(field, value);
    } else if (value instanceof Map<?, ?> nested) {
      for (Map.Entry<?, ?> property : nested.entrySet()) {
        checkValue(field + "/" + property.getKey(), property.getValue());
      }
    }
  }

  void checkCharacters(String field, String name) throws LimitException {
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      boolean plain = Character.isLetterOrDigit(character); // faster than the search
      if (!plain && forbiddenCharacters.indexOf(character) >= 0) {
        String problem = "'%s' contains %s; the forbidden characters are %s";
        throw new LimitException(field, problem.formatted(name, character, forbiddenCharacters));
      }
    }
  }

  static void checkSize(String field, int size, String unit, int limit) throws LimitException {
    if (size > limit) {
      throw new LimitException(field, "has " + size + " " + unit + "; the limit is " + limit);
    }
  }

  /** Returns whether a text may be too long in UTF-8, without encoding it. */
  private static boolean mayExceed(int limit, String text) {
    return text.length() > limit / MAX_UTF8_BYTES_OF_CHAR;
  }

  private static boolean isOperator(@Nullable Object value) {
    return value instanceof PropertyOperator
        || value instanceof Map<?, ?> map && !Collections.disjoint(map.keySet(), OPERATORS);
  }

  /** Checks an operator, be it a model or a map with a key such as {@code $add}. */
  private void checkOperator(String field, Object value) throws LimitException {
    PropertyOperator operator = Json.operator(value);
    if (operator == null || !operators) {
      throw new LimitException(field, "is not an operator that CleverTap applies here");
    }
    try {
      Limits.check(operator);
    } catch (LimitException e) {
      throw e.within(field);
    }
    checkValue(field, operator.getAdd());
    checkValue(field, operator.getRemove());
  }

  private static int depth(@Nullable Object value) {
    if (value instanceof Map<?, ?> nested) {
      return 1 + nested.values().stream().mapToInt(PropertyValidator::depth).max().orElse(0);
    }
    if (value instanceof Collection<?> values) {
      return values.stream().mapToInt(PropertyValidator::depth).max().orElse(0);
    }
    return 0;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
