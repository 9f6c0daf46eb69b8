package io.clevertap.internal.record;

import io.clevertap.client.model.PropertyOperator;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what CleverTap would refuse in the account's own properties of a profile or an event. */
public record PropertyValidator(
    int maxKeyBytes,
    int maxValueBytes,
    int maxValues,
    String forbiddenCharacters,
    int maxRootObjects,
    int maxDepth) {

  private static final int MAX_UTF8_BYTES_OF_CHAR = 3;

  void check(Map<String, ?> properties) throws RefusedException {
    checkKeys(properties.keySet());
    int rootObjects = 0;
    for (Map.Entry<String, ?> property : properties.entrySet()) {
      checkValue(property.getKey(), property.getValue());
      int depth = depth(property.getValue());
      checkLimitOf(property.getKey(), depth, "levels of nested objects", maxDepth);
      rootObjects += depth > 0 ? 1 : 0;
    }
    checkLimit("the record", rootObjects, "nested objects", maxRootObjects);
  }

  void checkKeys(Set<String> keys) throws RefusedException {
    for (String key : keys) {
      if (key.isBlank()) {
        throw new RefusedException("a property's key is blank");
      }
      if (mayExceed(maxKeyBytes, key)) {
        checkLimit("the key '" + key + "'", utf8Length(key), "bytes", maxKeyBytes);
      }
      checkCharacters("the key", key);
    }
  }

  void checkValue(String field, @Nullable Object value) throws RefusedException {
    if (value instanceof String text) {
      if (mayExceed(maxValueBytes, text)) {
        checkLimitOf(field, utf8Length(text), "bytes", maxValueBytes);
      }
    } else if (value instanceof Collection<?> values) {
      checkLimitOf(field, values.size(), "values", maxValues);
      for (Object element : values) {
        checkValue(field, element);
      }
    } else if (value instanceof Map<?, ?> nested) {
      for (Map.Entry<?, ?> property : nested.entrySet()) {
        checkValue(field + "/" + property.getKey(), property.getValue());
      }
    } else if (value instanceof PropertyOperator operator) {
      checkOperator(field, operator);
      checkValue(field, operator.getAdd());
      checkValue(field, operator.getRemove());
    }
  }

  void checkCharacters(String field, String name) throws RefusedException {
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      boolean plain = Character.isLetterOrDigit(character); // told faster than by looking it up
      if (!plain && forbiddenCharacters.indexOf(character) >= 0) {
        throw new RefusedException(
            field
                + " '"
                + name
                + "' contains "
                + character
                + "; it may have none of "
                + forbiddenCharacters);
      }
    }
  }

  static void checkLimit(String field, int length, String unit, int limit) throws RefusedException {
    if (length > limit) {
      throw new RefusedException(field + " has " + length + " " + unit + "; the limit is " + limit);
    }
  }

  /** Writes the key into a text only when that is needed: each property of each record is here. */
  private static void checkLimitOf(String key, int length, String unit, int limit)
      throws RefusedException {
    if (length > limit) {
      checkLimit("'" + key + "'", length, unit, limit);
    }
  }

  /** Tells without encoding it whether a text may be too long in UTF-8. */
  private static boolean mayExceed(int limit, String text) {
    return text.length() > limit / MAX_UTF8_BYTES_OF_CHAR;
  }

  private static void checkOperator(String field, PropertyOperator operator)
      throws RefusedException {
    long operators =
        Stream.of(
                operator.getAdd(),
                operator.getRemove(),
                operator.getIncrease(),
                operator.getDecrease(),
                operator.getDelete())
            .filter(Objects::nonNull)
            .count();
    if (operators != PropertyOperator.MAX_PROPERTIES) {
      throw new RefusedException(
          "'" + field + "' has " + operators + " operators; give exactly one");
    }
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
