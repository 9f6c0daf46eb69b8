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
    Set<String> declaredKeys,
    int maxKeyBytes,
    int maxKeyLength,
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
    checkKeys(properties);
    int rootObjects = 0;
    for (Map.Entry<String, ?> property : properties.entrySet()) {
      if (declaredKeys.contains(property.getKey())) {
        throw new LimitException(
            "the key '" + property.getKey() + "'",
            "is a field of the model; set the field instead");
      }
      checkValue(property.getKey(), property.getValue());
      rootObjects += containsObject(property.getValue()) ? 1 : 0;
    }
    checkSize("", rootObjects, "nested objects", maxRootObjects);
  }

  /** Checks an item of a purchase, which contains only plain values. */
  void checkItem(String field, @Nullable Object item) throws LimitException {
    if (!(item instanceof Map<?, ?> values)) {
      throw new LimitException(field, "contains a value that is not a map of an item's properties");
    }
    checkKeys(values);
    for (Map.Entry<?, ?> value : values.entrySet()) {
      String path = field + "/" + value.getKey();
      if (value.getValue() instanceof Collection || value.getValue() instanceof Map) {
        throw new LimitException(
            path, "is a list or a map, which an item of a purchase cannot contain");
      }
      checkValue(path, value.getValue());
    }
  }

  private void checkKeys(Map<?, ?> properties) throws LimitException {
    for (Map.Entry<?, ?> property : properties.entrySet()) {
      String key = String.valueOf(property.getKey());
      if (key.isBlank()) {
        throw new LimitException("a key", "is blank");
      }
      if (mayExceed(maxKeyBytes, key)) {
        checkSize("the key '" + key + "'", utf8Length(key), "bytes", maxKeyBytes);
      }
      if (key.length() > maxKeyLength) {
        int length = key.codePointCount(0, key.length());
        checkSize("the key '" + key + "'", length, "characters", maxKeyLength);
      }
      checkCharacters("the key", key);
    }
  }

  void checkValue(String field, @Nullable Object value) throws LimitException {
    checkDepth(field, value, 0, false);
    checkContent(field, value);
  }

  private void checkContent(String field, @Nullable Object value) throws LimitException {
    if (value instanceof String text) {
      if (mayExceed(maxValueBytes, text)) {
        checkSize(field, utf8Length(text), "bytes", maxValueBytes);
      }
    } else if (value instanceof Number) {
      if (!Json.isFinite(value)) {
        throw new LimitException(field, "is NaN or infinite; JSON cannot represent it");
      }
    } else if (value instanceof Collection<?> values) {
      checkSize(field, values.size(), "values", maxValues);
      for (Object element : values) {
        checkContent(field, element);
      }
    } else if (isOperator(value)) {
      checkOperator(field, value);
    } else if (value instanceof Map<?, ?> nested) {
      for (Map.Entry<?, ?> property : nested.entrySet()) {
        checkContent(field + "/" + property.getKey(), property.getValue());
      }
    }
  }

  private void checkCharacters(String field, String name) throws LimitException {
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (!isLetter(character) && forbiddenCharacters.indexOf(character) >= 0) {
        String problem = "'%s' contains %s; the forbidden characters are %s";
        throw new LimitException(field, problem.formatted(name, character, forbiddenCharacters));
      }
    }
  }

  /** Spares most characters the search for a forbidden one. */
  private static boolean isLetter(char character) {
    char lower = (char) (character | 'a' ^ 'A');
    return lower >= 'a' && lower <= 'z';
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
    checkContent(field, operator.getAdd());
    checkContent(field, operator.getRemove());
  }

  /** Checks the depth before anything else recurses, because a map can contain itself. */
  private void checkDepth(String field, @Nullable Object value, int outer, boolean inList)
      throws LimitException {
    Collection<?> children = children(value);
    if (children == null) {
      return;
    }
    boolean list = value instanceof Collection;
    int depth = !list || inList ? outer + 1 : outer;
    if (depth > maxDepth) {
      throw new LimitException(field, "has more than " + maxDepth + " levels of nested objects");
    }
    for (Object child : children) {
      checkDepth(field, child, depth, list);
    }
  }

  private static boolean containsObject(@Nullable Object value) {
    Collection<?> children = children(value);
    return children != null
        && (value instanceof Map && !Repeatability.isOperator(value)
            || children.stream().anyMatch(PropertyValidator::containsObject));
  }

  private static @Nullable Collection<?> children(@Nullable Object value) {
    if (value instanceof String || value instanceof Number) { // faster than to rule out interfaces
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      return map.values();
    }
    return value instanceof Collection<?> values ? values : null;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
