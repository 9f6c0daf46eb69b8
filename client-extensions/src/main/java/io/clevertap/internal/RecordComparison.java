package io.clevertap.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Compares a record that was sent with what CleverTap made of it: phones come back as numbers, and
 * numbers as strings.
 */
final class RecordComparison {

  /** What tells whose a record is, and of what kind. */
  private static final List<String> KEYS =
      List.of("type", "identity", "objectId", "FBID", "GPID", "evtName");

  private RecordComparison() {}

  /** Tells whether everything that was sent is in the echo. */
  static boolean isSame(PreparedRecord sent, JsonNode echo) {
    return contains(echo, tree(sent));
  }

  /** Tells whether both are about the same user, and of the same kind. */
  static boolean isOfSameUser(PreparedRecord sent, JsonNode echo) {
    JsonNode record = tree(sent);
    return KEYS.stream().allMatch(key -> text(record.path(key)).equals(text(echo.path(key))));
  }

  private static boolean contains(JsonNode echo, JsonNode sent) {
    if (sent.isObject()) {
      Iterator<Map.Entry<String, JsonNode>> fields = sent.fields();
      while (fields.hasNext()) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (!contains(echo.path(field.getKey()), field.getValue())) {
          return false;
        }
      }
      return echo.isObject();
    }
    if (sent.isArray()) {
      boolean same = echo.isArray() && echo.size() == sent.size();
      for (int i = 0; same && i < sent.size(); i++) {
        same = contains(echo.get(i), sent.get(i));
      }
      return same;
    }
    return text(sent).equals(text(echo));
  }

  private static String text(JsonNode value) {
    String text = value.asText();
    return text.startsWith("+") ? text.substring(1) : text;
  }

  private static JsonNode tree(PreparedRecord record) {
    try {
      return Json.MAPPER.readTree(record.json());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it was written by us
    }
  }
}
