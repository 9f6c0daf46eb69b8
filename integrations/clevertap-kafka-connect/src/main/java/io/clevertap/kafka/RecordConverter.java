package io.clevertap.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.Uploadable;
import io.clevertap.client.model.PropertyOperator;
import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.kafka.SinkConfig.RecordType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Converts records of Kafka into records of CleverTap, as the options say. */
final class RecordConverter {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RecordType type;
  private final Source typeFrom;
  private final Source userFrom;
  private final String userKind;
  private final String eventName;
  private final Source eventNameFrom;
  private final Map<String, String> topicEventNames;
  private final Source timestampFrom;
  private final Set<String> included;
  private final Set<String> excluded;
  private final Map<String, String> renamed;

  RecordConverter(SinkConfig config) {
    this.type = config.recordType();
    this.typeFrom = new Source(config.getString(SinkConfig.RECORD_TYPE_FROM));
    this.userFrom = new Source(config.getString(SinkConfig.USER_ID_FROM));
    this.userKind = config.getString(SinkConfig.USER_ID_KIND);
    this.eventName = config.getString(SinkConfig.EVENT_NAME);
    this.eventNameFrom = new Source(config.getString(SinkConfig.EVENT_NAME_FROM));
    this.topicEventNames = config.pairs(SinkConfig.TOPIC_EVENT_NAMES);
    this.timestampFrom = new Source(config.getString(SinkConfig.TIMESTAMP_FROM));
    this.included = Set.copyOf(config.getList(SinkConfig.FIELDS_INCLUDE));
    this.renamed = config.pairs(SinkConfig.FIELDS_RENAME);
    this.excluded = new HashSet<>(config.getList(SinkConfig.FIELDS_EXCLUDE));
    Stream.of(userFrom, eventNameFrom, timestampFrom)
        .flatMap(source -> source.field().stream())
        .forEach(excluded::add);
    if (type == RecordType.AUTO) {
      typeFrom.field().ifPresent(excluded::add);
    }
  }

  /**
   * Converts a record that has a value.
   *
   * @throws DataException when the record is not of the form that the options describe
   * @throws IllegalArgumentException when CleverTap cannot store a value
   */
  Uploadable convert(SinkRecord record) {
    Map<String, Object> value = ConnectValues.fields(record);
    String user = text("The id of the user", userFrom, record, value);
    return switch (type == RecordType.AUTO ? typeOf(record, value) : type) {
      case PROFILE -> profile(user, properties(value), time(record, value));
      case EVENT -> event(user, nameOf(record, value), properties(value), time(record, value));
      case TOKEN -> token(user, properties(value));
      case AUTO -> throw new IllegalStateException();
    };
  }

  private RecordType typeOf(SinkRecord record, Map<String, Object> value) {
    String name = text("The type of the record", typeFrom, record, value);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "profile" -> RecordType.PROFILE;
      case "event" -> RecordType.EVENT;
      case "token" -> RecordType.TOKEN;
      default ->
          throw new DataException(
              "The type of the record, from "
                  + typeFrom.place()
                  + ", is not profile, event or token");
    };
  }

  private String nameOf(SinkRecord record, Map<String, Object> value) {
    if (!eventName.isEmpty()) {
      return eventName;
    }
    if (!eventNameFrom.place().isEmpty()) {
      return text("The name of the event", eventNameFrom, record, value);
    }
    String name = topicEventNames.get(record.topic());
    if (name == null) {
      throw new DataException(
          SinkConfig.TOPIC_EVENT_NAMES + " has no name for the topic " + record.topic());
    }
    return name;
  }

  private Profile profile(String user, Map<String, Object> properties, @Nullable Instant time) {
    Profile profile =
        switch (userKind) {
          case "identity" -> Profile.ofIdentity(user);
          case "objectId" -> Profile.ofObjectId(user);
          case "facebookId" -> Profile.ofFacebookId(user);
          default -> Profile.ofGooglePlusId(user);
        };
    properties.forEach((name, value) -> profile.set(name, operator(name, value)));
    return time == null ? profile : profile.at(time);
  }

  private Event event(
      String user, String name, Map<String, Object> properties, @Nullable Instant time) {
    Event event = Event.named(name).setAll(properties);
    Event ofUser =
        switch (userKind) {
          case "identity" -> event.identity(user);
          case "objectId" -> event.objectId(user);
          case "facebookId" -> event.facebookId(user);
          default -> event.googlePlusId(user);
        };
    return time == null ? ofUser : ofUser.at(time);
  }

  private static Uploadable token(String objectId, Map<String, Object> fields) {
    try {
      TokenData data = MAPPER.convertValue(fields, TokenData.class);
      TokenRecord record = new TokenRecord().objectId(objectId).tokenData(data);
      return () -> record;
    } catch (IllegalArgumentException e) { // not kept as a cause: its message repeats the value
      throw new DataException(
          "A token has the fields id, type and keys, as CleverTap names them, and no others");
    }
  }

  /** Returns the operator that a map with keys such as $incr stands for. */
  private static Object operator(String name, Object value) {
    boolean isOperator =
        value instanceof Map<?, ?> map
            && !map.isEmpty()
            && map.keySet().stream().allMatch(key -> key.toString().startsWith("$"));
    try {
      return isOperator ? MAPPER.convertValue(value, PropertyOperator.class) : value;
    } catch (IllegalArgumentException e) { // not kept as a cause: its message repeats the value
      throw new DataException("The property " + name + " contains no operator of CleverTap's");
    }
  }

  private Map<String, Object> properties(Map<String, Object> fields) {
    Map<String, Object> properties = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (!excluded.contains(name) && (included.isEmpty() || included.contains(name))) {
            properties.put(renamed.getOrDefault(name, name), value);
          }
        });
    return properties;
  }

  private @Nullable Instant time(SinkRecord record, Map<String, Object> fields) {
    if (timestampFrom.place().equals(SinkConfig.NONE)) {
      return null;
    }
    if (timestampFrom.place().equals(SinkConfig.TIMESTAMP_OF_RECORD)) {
      return record.timestamp() == null ? null : Instant.ofEpochMilli(record.timestamp());
    }
    Object time = timestampFrom.in(record, fields);
    try {
      if (time instanceof Instant instant) {
        return instant;
      }
      if (time instanceof Long || time instanceof Integer) {
        return Instant.ofEpochMilli(((Number) time).longValue());
      }
      if (time instanceof String text) {
        return OffsetDateTime.parse(text).toInstant();
      }
    } catch (DateTimeException e) {
      // refused below
    }
    throw new DataException(
        "The time, from %s, is neither a timestamp, a number of milliseconds nor a date and time"
            .formatted(timestampFrom.place()));
  }

  private static String text(
      String what, Source source, SinkRecord record, Map<String, Object> value) {
    Object found = source.in(record, value);
    boolean isText =
        found instanceof String
            || found instanceof Long
            || found instanceof Integer
            || found instanceof Short
            || found instanceof BigInteger;
    if (!isText || found.toString().isBlank()) {
      String problem = found == null ? "missing" : "not a text or a whole number";
      throw new DataException("%s, from %s, is %s".formatted(what, source.place(), problem));
    }
    return found.toString();
  }
}
