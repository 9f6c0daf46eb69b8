package io.clevertap.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Converts the values of Connect into maps, lists and the types that the SDK's builders accept. */
final class ConnectValues {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConnectValues() {}

  /**
   * Returns the fields of a record's value.
   *
   * @throws DataException when the value is neither a struct, a map nor the text of a JSON object,
   *     or contains a value that cannot be uploaded
   */
  static Map<String, Object> fields(SinkRecord record) {
    Object value = record.value();
    if (value instanceof String text) {
      return without(json(text));
    }
    if (!(value instanceof Struct) && !(value instanceof Map)) {
      throw new DataException(
          "The value is a %s, not a struct, a map or a JSON object; check value.converter"
              .formatted(value.getClass().getSimpleName()));
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> fields = (Map<String, Object>) plain(record.valueSchema(), value);
    if (fields.keySet().equals(Set.of("schema", "payload"))) {
      throw new DataException(
          "The value has a schema and a payload; set value.converter.schemas.enable=true");
    }
    return fields;
  }

  /** Returns the key: a text, a number or a map. */
  static @Nullable Object key(SinkRecord record) {
    return plain(record.keySchema(), record.key());
  }

  /** Returns a value without Connect's types; null if it is null. */
  static @Nullable Object plain(@Nullable Schema schema, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Struct struct) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Field field : struct.schema().fields()) {
        put(fields, field.name(), plain(field.schema(), struct.get(field)));
      }
      return fields;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> fields = new LinkedHashMap<>();
      Schema values = schema == null ? null : schema.valueSchema();
      map.forEach((name, field) -> put(fields, String.valueOf(name), plain(values, field)));
      return fields;
    }
    if (value instanceof Collection<?> elements) {
      List<Object> list = new ArrayList<>();
      Schema values = schema == null ? null : schema.valueSchema();
      for (Object element : elements) {
        if (element == null) {
          throw new DataException("A list contains a null, which CleverTap does not store");
        }
        list.add(plain(values, element));
      }
      return list;
    }
    if (value instanceof byte[] || value instanceof ByteBuffer) {
      throw new DataException("A field contains bytes, which CleverTap does not store");
    }
    return value instanceof java.util.Date date ? time(schema, date) : value;
  }

  /** Leaves out a field without a value. */
  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private static Object time(@Nullable Schema schema, java.util.Date value) {
    Instant time = Instant.ofEpochMilli(value.getTime());
    String type = schema == null ? null : schema.name();
    if (Date.LOGICAL_NAME.equals(type)) {
      return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
    return Time.LOGICAL_NAME.equals(type)
        ? LocalTime.ofInstant(time, ZoneOffset.UTC).toString()
        : time;
  }

  private static Map<String, Object> json(String text) {
    try {
      return MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) { // not kept as a cause: its message repeats the value
      throw new DataException("The value is a text, but not a JSON object");
    }
  }

  /** Leaves out fields without a value, and refuses what {@link #plain} refuses. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> without(@Nullable Map<String, Object> fields) {
    if (fields == null) {
      throw new DataException("The value is the text null, not a JSON object");
    }
    return (Map<String, Object>) plain(null, fields);
  }
}
