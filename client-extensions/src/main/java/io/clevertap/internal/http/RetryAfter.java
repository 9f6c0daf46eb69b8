package io.clevertap.internal.http;

import feign.Response;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Retry-After header, in seconds or as a date. CleverTap does not document this header; it is
 * honoured if it is ever sent.
 */
public final class RetryAfter {

  private RetryAfter() {}

  /** Returns how long the response asks to wait; null if it does not. */
  static @Nullable Duration of(Response response, Time time) {
    Collection<String> values = response.headers().getOrDefault("Retry-After", List.of());
    return values.stream().findFirst().flatMap(value -> parse(value, time)).orElse(null);
  }

  private static Optional<Duration> parse(String value, Time time) {
    try {
      return Optional.of(
          value.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  time.now(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
