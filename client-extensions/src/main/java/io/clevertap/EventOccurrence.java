package io.clevertap;

import io.clevertap.client.api.TypedValues;
import io.clevertap.client.model.EventUser;
import io.clevertap.client.model.ExportedEvent;
import io.clevertap.exception.UnexpectedResponseException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event that a user did, as an export returns it. CleverTap gives events no id, so two equal
 * ones cannot be distinguished. Its properties are read with {@link #text}, {@link #number} and the
 * others.
 *
 * @param name the name of the event
 * @param time when the user did it, in the time zone of the CleverTap project, to the second
 * @param user the user as of the export, not of the time of the event; an anonymous user has no
 *     identity
 * @param properties the properties of the event as they were received
 * @param session the properties of the user's session, such as {@code utm_source}
 */
public record EventOccurrence(
    String name,
    LocalDateTime time,
    EventUser user,
    Map<String, Object> properties,
    Map<String, Object> session)
    implements TypedValues {

  /** Returns an exported event with the name that the export did not repeat. */
  static EventOccurrence of(String name, @Nullable ExportedEvent event) {
    if (event == null) {
      throw new UnexpectedResponseException("an event is null");
    }
    return new EventOccurrence(
        name,
        time(event.getTimestamp()),
        Objects.requireNonNullElseGet(event.getProfile(), EventUser::new),
        Objects.requireNonNullElse(event.getEventProperties(), Map.of()),
        Objects.requireNonNullElse(event.getSessionProperties(), Map.of()));
  }

  @Override
  public Map<String, Object> values() {
    return properties;
  }

  /** Returns the name of the event, without the user and the properties, which are personal. */
  @Override
  public String toString() {
    return "EventOccurrence[" + name + "]";
  }

  /** Reads a time by its places: a formatter took a third of the time of an export. */
  private static LocalDateTime time(@Nullable Long timestamp) {
    String time = String.valueOf(timestamp);
    try {
      if (time.length() != "yyyyMMddHHmmss".length() || time.startsWith("-")) {
        throw new DateTimeException("another form");
      }
      return LocalDateTime.of(
          number(time, 0, 4),
          number(time, 4, 6),
          number(time, 6, 8),
          number(time, 8, 10),
          number(time, 10, 12),
          number(time, 12, 14));
    } catch (DateTimeException e) {
      throw new UnexpectedResponseException("the time of an event is " + timestamp);
    }
  }

  private static int number(String digits, int from, int to) {
    return Integer.parseInt(digits, from, to, 10);
  }
}
