package io.clevertap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.cli.CsvRows.Row;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts each row of a CSV file to a profile or an event. */
final class CsvSource extends RecordSource {

  private final CsvRows rows;
  private final CsvOptions options;
  private final List<String> header;
  private final List<ColumnMapping> columns = new ArrayList<>();
  private final int identity;
  private final int objectId;
  private final int timestamp;

  /**
   * Reads the header.
   *
   * @throws IllegalArgumentException if the header and the options do not fit together
   */
  CsvSource(Lines lines, CsvOptions options) throws IOException {
    super(lines.digest());
    this.rows = new CsvRows(lines, options.delimiter);
    this.options = options;
    Row first = rows.next();
    if (first == null || first.values() == null) {
      throw new IllegalArgumentException("The first line of the CSV file is not a header");
    }
    this.header = first.values().stream().map(String::strip).toList();
    requireNoneTwice("The header names a column", header.stream());
    if (header.contains("")) {
      throw new IllegalArgumentException(
          "The header does not name column " + (header.indexOf("") + 1));
    }
    this.identity = optionalColumn(options.identity);
    this.objectId = optionalColumn(options.objectId);
    this.timestamp = optionalColumn(options.timestamp);
    options.mappings.forEach(mapping -> column(mapping.column()));
    header.forEach(name -> columns.add(mapping(name)));
    requireNoneTwice("--map names a column", options.mappings.stream().map(ColumnMapping::column));
    requireNoneTwice(
        "A property is set",
        columns.stream().map(ColumnMapping::property).filter(name -> !name.isEmpty()));
  }

  @Override
  @Nullable Supplier<InputRecord> read() throws IOException {
    Row row = rows.next();
    return row == null ? null : () -> record(row);
  }

  private InputRecord record(Row row) {
    List<String> values = row.values();
    if (values == null) {
      return InputRecord.bad(row.line(), row.text(), row.problem());
    }
    if (values.size() != header.size()) {
      return InputRecord.bad(
          row.line(),
          row.text(),
          new BadRecordException(
              Math.min(values.size(), header.size()) + 1,
              "the row has " + values.size() + " values, but the header has " + header.size()));
    }
    ObjectNode record = RecordJson.MAPPER.createObjectNode();
    Map<String, ValueType> unconverted = new LinkedHashMap<>();
    try {
      fill(record, values, unconverted);
      return InputRecord.good(row.line(), RecordJson.read(record));
    } catch (BadRecordException e) {
      return InputRecord.bad(row.line(), record, inColumn(e), unconverted);
    }
  }

  /** Fills in all values; a value that cannot be converted stays a string, and is listed. */
  private void fill(ObjectNode record, List<String> values, Map<String, ValueType> unconverted) {
    BadRecordException problem = null;
    record.put("type", options.type.toString());
    putUser(record, ProfileRecord.JSON_PROPERTY_IDENTITY, identity, values);
    putUser(record, ProfileRecord.JSON_PROPERTY_OBJECT_ID, objectId, values);
    if (!record.has(ProfileRecord.JSON_PROPERTY_IDENTITY)
        && !record.has(ProfileRecord.JSON_PROPERTY_OBJECT_ID)) {
      int column = identity < 0 ? objectId : identity;
      problem =
          new BadRecordException(column + 1, "the value of " + header.get(column) + " is empty");
    }
    if (timestamp >= 0 && !values.get(timestamp).isEmpty()) {
      try {
        long seconds = options.dateForm.epochSecond(values.get(timestamp).strip());
        record.put(ProfileRecord.JSON_PROPERTY_TIMESTAMP, seconds);
      } catch (IllegalArgumentException e) {
        record.put(ProfileRecord.JSON_PROPERTY_TIMESTAMP, values.get(timestamp));
        problem = problem == null ? bad(timestamp, e) : problem;
      }
    }
    if (options.type == CsvOptions.Type.EVENT) {
      record.put(EventRecord.JSON_PROPERTY_EVENT_NAME, options.eventName);
    }
    ObjectNode properties =
        record.putObject(
            options.type == CsvOptions.Type.EVENT
                ? EventRecord.JSON_PROPERTY_EVENT_DATA
                : ProfileRecord.JSON_PROPERTY_PROFILE_DATA);
    for (int i = 0; i < values.size(); i++) {
      ColumnMapping column = columns.get(i);
      if (!column.property().isEmpty() && !values.get(i).isEmpty()) {
        try {
          properties.set(column.property(), read(column, values.get(i)));
        } catch (IllegalArgumentException e) {
          properties.put(column.property(), values.get(i));
          unconverted.put(column.property(), column.type());
          problem = problem == null ? bad(i, e) : problem;
        }
      }
    }
    if (problem != null) {
      throw problem;
    }
  }

  private static void putUser(ObjectNode record, String field, int column, List<String> values) {
    if (column >= 0 && !values.get(column).isEmpty()) {
      record.put(field, values.get(column));
    }
  }

  private JsonNode read(ColumnMapping column, String value) {
    return column.type().read(column.type() == ValueType.STRING ? value : value.strip(), options);
  }

  /** Returns the problem with the column that is mapped to its property. */
  private BadRecordException inColumn(BadRecordException e) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).property().equals(e.property())) {
        String type = "; use --map %s=:number, :boolean, :date or :list to convert it";
        return new BadRecordException(i + 1, e.getMessage() + type.formatted(header.get(i)));
      }
    }
    return e;
  }

  private BadRecordException bad(int index, IllegalArgumentException e) {
    return new BadRecordException(
        index + 1, "the value of " + header.get(index) + " is not " + e.getMessage());
  }

  private static void requireNoneTwice(String problem, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    names
        .filter(name -> !seen.add(name))
        .findFirst()
        .ifPresent(
            twice -> {
              throw new IllegalArgumentException(problem + " twice: " + twice);
            });
  }

  private int optionalColumn(@Nullable String name) {
    return name == null ? -1 : column(name);
  }

  private int column(String name) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "The header has no column '"
              + name
              + "'; its columns are "
              + String.join(", ", header)
              + (header.size() == 1
                  ? "; use --delimiter if another character separates them"
                  : ""));
    }
    return index;
  }

  private ColumnMapping mapping(String name) {
    Optional<ColumnMapping> given =
        options.mappings.stream().filter(mapping -> mapping.column().equals(name)).findFirst();
    boolean used =
        name.equals(options.identity)
            || name.equals(options.objectId)
            || name.equals(options.timestamp);
    return given.orElseGet(() -> new ColumnMapping(name, used ? "" : name, ValueType.STRING));
  }
}
