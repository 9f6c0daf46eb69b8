package io.clevertap.internal.upload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Compares a sent record with CleverTap's echo: its phones are numbers, its numbers are strings.
 */
public final class EchoMatcher {

  /** The fields that identify the user and the kind of a record. */
  private static final List<String> KEYS =
      List.of("type", "identity", "objectId", "FBID", "GPID", "evtName");

  /** The comparisons of a sent record and an echo, the strictest first. */
  static final List<BiPredicate<JsonNode, JsonNode>> FROM_CLOSE_TO_FAR =
      List.of(
          JsonNode::equals,
          EchoMatcher::isSame,
          (sent, echo) -> contains(echo, sent),
          EchoMatcher::isOfSameUser);

  private EchoMatcher() {}

  /** Returns whether an echo repeats a sent record, neither more nor less. */
  static boolean isSame(JsonNode sent, JsonNode echo) {
    return contains(echo, sent) && contains(sent, echo);
  }

  /** Returns whether an echo may be that of a sent record, for all that the echo contains. */
  static boolean mayBe(JsonNode sent, JsonNode echo) {
    return KEYS.stream()
        .filter(echo::hasNonNull)
        .allMatch(key -> text(sent.path(key)).equals(text(echo.path(key))));
  }

  private static boolean isOfSameUser(JsonNode sent, JsonNode echo) {
    return KEYS.stream().allMatch(key -> text(sent.path(key)).equals(text(echo.path(key))));
  }

  private static boolean contains(JsonNode echo, JsonNode sent) {
    if (sent.isObject()) {
      return echo.isObject()
          && sent.properties().stream()
              .allMatch(field -> contains(echo.path(field.getKey()), field.getValue()));
    }
    if (sent.isArray()) {
      return echo.isArray()
          && echo.size() == sent.size()
          && IntStream.range(0, sent.size()).allMatch(i -> contains(echo.get(i), sent.get(i)));
    }
    return text(sent).equals(text(echo));
  }

  private static String text(JsonNode value) {
    String text = value.isNull() ? "" : value.asText();
    return text.startsWith("+") ? text.substring(1) : text;
  }
}
