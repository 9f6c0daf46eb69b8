package io.clevertap.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for CSV files. */
final class CsvOptions {

  /** The type of each row's record. */
  enum Type {
    PROFILE,
    EVENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The type of each row: ${COMPLETION-CANDIDATES}.")
  @Nullable Type type;

  @Option(
      names = "--identity",
      paramLabel = "COLUMN",
      description = "The column that contains the user's identity.")
  @Nullable String identity;

  @Option(
      names = "--event-name",
      paramLabel = "NAME",
      description = "The name of all events, with --type event.")
  @Nullable String eventName;

  @Option(
      names = "--timestamp",
      paramLabel = "COLUMN",
      description = "The column that contains the time, as a date (see --map). Default: now.")
  @Nullable String timestamp;

  @Option(
      names = "--map",
      paramLabel = "COLUMN=PROPERTY:TYPE",
      converter = ColumnMapping.Converter.class,
      description = {
        "Map a column to a property with another name or type: string, number, boolean or date"
            + " (2026-01-31, 2026-01-31T09:30:00Z, or seconds since 1970). COLUMN=:number keeps the"
            + " name, COLUMN= leaves the column out. Other columns become strings with the name of"
            + " the column; an empty value sets nothing. Can be given several times."
      })
  List<ColumnMapping> mappings = new ArrayList<>();

  @Override
  public String toString() {
    return "--type %s --identity %s --event-name %s --timestamp %s --map %s"
        .formatted(type, identity, eventName, timestamp, mappings);
  }

  /** Returns the problem with the options; null if there is none. */
  @Nullable String problem(boolean csv) {
    if (!csv) {
      boolean given = type != null || identity != null || eventName != null || timestamp != null;
      return given || !mappings.isEmpty()
          ? "--type, --identity, --event-name, --timestamp and --map apply only to CSV, but this is"
              + " NDJSON; use --format csv for a CSV file"
          : null;
    }
    if (type == null || identity == null) {
      return "A CSV file requires --type and --identity";
    }
    if ((type == Type.EVENT) != (eventName != null)) {
      return "--event-name is required with --type event, and not allowed otherwise";
    }
    return null;
  }
}
