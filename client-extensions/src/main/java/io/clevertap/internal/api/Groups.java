package io.clevertap.internal.api;

import com.fasterxml.jackson.core.type.TypeReference;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.record.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The groups of a report, whose results are fields of the response under the caller's names. */
public record Groups(Set<String> names) {

  /**
   * Returns the groups of a request.
   *
   * @throws IllegalArgumentException when one has the name of a field that the response declares
   */
  public static Groups of(@Nullable Map<String, ?> groups, Class<?> response) {
    Set<String> names = groups == null ? Set.of() : groups.keySet();
    for (String field : Json.declaredKeys(response)) {
      if (names.contains(field)) {
        throw new IllegalArgumentException(
            "No group can be called " + field + ", which is a field of the response");
      }
    }
    return new Groups(names);
  }

  /** Returns the count of each value by group and by type of the values. */
  public Map<String, Map<String, Map<String, Long>>> topValues(Map<String, Object> fields) {
    return results(fields, new TypeReference<>() {});
  }

  /** Returns the numbers of each group by day, week or month. */
  public Map<String, SortedMap<String, BigDecimal>> trends(Map<String, Object> fields) {
    return results(fields, new TypeReference<>() {});
  }

  private <T> Map<String, T> results(Map<String, Object> fields, TypeReference<T> type) {
    Map<String, T> results = new LinkedHashMap<>();
    for (String group : names) {
      if (fields.get(group) == null) {
        throw new UnexpectedResponseException("it lacks the group " + group);
      }
      try {
        results.put(group, Json.MAPPER.convertValue(fields.get(group), type));
      } catch (IllegalArgumentException e) { // not kept as a cause: it may repeat a value
        throw new UnexpectedResponseException("the group " + group + " is of another form");
      }
    }
    return results;
  }
}
