package io.clevertap.internal.upload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Compares a record that was sent with what CleverTap made of it: phones come back as numbers, and
 * numbers as strings.
 */
public final class EchoMatcher {

  /** What tells whose a record is, and of what kind. */
  private static final List<String> KEYS =
      List.of("type", "identity", "objectId", "FBID", "GPID", "evtName");

  /** The ways to tell what was sent from an echo, given in this order, the closest first. */
  static final List<BiPredicate<JsonNode, JsonNode>> FROM_CLOSE_TO_FAR =
      List.of(
          JsonNode::equals,
          (sent, echo) -> contains(echo, sent) && contains(sent, echo),
          (sent, echo) -> contains(echo, sent),
          EchoMatcher::isOfSameUser);

  private EchoMatcher() {}

  private static boolean isOfSameUser(JsonNode sent, JsonNode echo) {
    return KEYS.stream().allMatch(key -> text(sent.path(key)).equals(text(echo.path(key))));
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
    String text = value.isNull() ? "" : value.asText();
    return text.startsWith("+") ? text.substring(1) : text;
  }
}
