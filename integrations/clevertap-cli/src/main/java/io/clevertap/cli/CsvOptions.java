package io.clevertap.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a CSV file is read. */
final class CsvOptions {

  /** What each row is. */
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
      description = "What each row is: ${COMPLETION-CANDIDATES}.")
  @Nullable Type type;

  @Option(
      names = "--identity",
      paramLabel = "COLUMN",
      description = "The column with the user's identity.")
  @Nullable String identity;

  @Option(
      names = "--event-name",
      paramLabel = "NAME",
      description = "The name of every event, with --type event.")
  @Nullable String eventName;

  @Option(
      names = "--timestamp",
      paramLabel = "COLUMN",
      description = "The column that says when it happened: a date as below. Default: now.")
  @Nullable String timestamp;

  @Option(
      names = "--map",
      paramLabel = "COLUMN=PROPERTY:TYPE",
      converter = ColumnMapping.Converter.class,
      description = {
        "Give a column's property another name, or a type: string, number, boolean or date"
            + " (2026-01-31, 2026-01-31T09:30:00Z, or seconds since 1970). COLUMN=:number keeps the"
            + " name, COLUMN= leaves the column out. Columns that are not mapped become strings,"
            + " under their own names; an empty value sets nothing. May be given often."
      })
  List<ColumnMapping> mappings = new ArrayList<>();

  /** Returns what is missing, or does not fit; null when all is well. */
  @Nullable String problem(boolean csv) {
    if (!csv) {
      boolean given = type != null || identity != null || eventName != null || timestamp != null;
      return given || !mappings.isEmpty()
          ? "--type, --identity, --event-name, --timestamp and --map are for CSV, and this is NDJSON"
              + " (--format csv says otherwise)"
          : null;
    }
    if (type == null || identity == null) {
      return "A CSV file needs --type and --identity";
    }
    if ((type == Type.EVENT) != (eventName != null)) {
      return "--event-name goes with --type event, and only with it";
    }
    return null;
  }
}
