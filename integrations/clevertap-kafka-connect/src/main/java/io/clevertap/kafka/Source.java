package io.clevertap.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where in a record a value is: {@code key}, {@code key.<field>}, {@code value.<path>}, {@code
 * header.<name>} or {@code topic}.
 */
record Source(String place) {

  private static final String VALUE = "value.";
  private static final String KEY = "key";
  private static final String HEADER = "header.";
  private static final String TOPIC = "topic";
  private static final String FORMS = "key, key.<field>, value.<path>, header.<name> or topic";
  private static final Pattern FORM = Pattern.compile("key|topic|(key|value|header)\\.\\S.*");

  /** Returns a validator that accepts a source, and these words. */
  static Validator valid(String... words) {
    List<String> others = List.of(words);
    String forms =
        Stream.concat(others.stream().filter(word -> !word.isEmpty()), Stream.of(FORMS))
            .collect(Collectors.joining(", "));
    return new Validator() {
      @Override
      public void ensureValid(String name, Object value) {
        String source = value.toString();
        if (!FORM.matcher(source).matches() && !others.contains(source)) {
          throw new ConfigException(name, value, "use " + forms);
        }
      }

      @Override
      public String toString() {
        return forms;
      }
    };
  }

  /**
   * Returns the value.
   *
   * @param value the value of the record as a map
   * @return null if the record does not contain it
   */
  @Nullable Object in(SinkRecord record, Map<String, Object> value) {
    if (place.equals(TOPIC)) {
      return record.topic();
    }
    if (place.startsWith(VALUE)) {
      return at(place.substring(VALUE.length()), value);
    }
    if (place.startsWith(HEADER)) {
      Header header = record.headers().lastWithName(place.substring(HEADER.length()));
      return header == null ? null : ConnectValues.plain(header.schema(), header.value());
    }
    Object key = ConnectValues.key(record);
    return place.equals(KEY) ? key : at(place.substring(KEY.length() + 1), key);
  }

  /** Returns the field of the value that the source takes, if it takes a whole one. */
  Optional<String> field() {
    return place.startsWith(VALUE)
        ? Optional.of(place.substring(VALUE.length()))
        : Optional.empty();
  }

  /** Returns what is at a path; a field whose name contains dots is found by its whole name. */
  private static @Nullable Object at(String path, @Nullable Object container) {
    if (!(container instanceof Map<?, ?> map)) {
      return null;
    }
    int dot = path.indexOf('.');
    return map.containsKey(path) || dot < 0
        ? map.get(path)
        : at(path.substring(dot + 1), map.get(path.substring(0, dot)));
  }
}
