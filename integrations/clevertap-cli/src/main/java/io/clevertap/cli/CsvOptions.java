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
      names = "--object-id",
      paramLabel = "COLUMN",
      description =
          "The column that contains CleverTap's id of the user. With --identity too, each row has"
              + " one of both.")
  @Nullable String objectId;

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
      names = "--delimiter",
      paramLabel = "CHAR",
      defaultValue = ",",
      converter = Delimiter.class,
      description = "The character between the values of a row, or tab. Default: ${DEFAULT-VALUE}")
  char delimiter = ',';

  @Option(
      names = "--list-delimiter",
      paramLabel = "TEXT",
      defaultValue = "|",
      description = "What separates the items of a list. Default: ${DEFAULT-VALUE}")
  String listDelimiter = "|";

  @Option(
      names = "--date-format",
      paramLabel = "PATTERN",
      converter = DateForm.Converter.class,
      description =
          "The form of all dates, such as dd/MM/yyyy or 'dd.MM.yyyy HH:mm' (XXX is an offset, MMM a"
              + " month such as Jan). A day begins at midnight UTC, and a time without an offset is"
              + " UTC. Default: the forms of --map.")
  DateForm dateForm = DateForm.STANDARD;

  @Option(
      names = "--map",
      paramLabel = "COLUMN=PROPERTY:TYPE",
      converter = ColumnMapping.Converter.class,
      description = {
        "Map a column to a property with another name or type: string, number, boolean, date"
            + " (2026-01-31, 2026-01-31T09:30:00Z, or seconds since 1970) or list (a|b). COLUMN=:number keeps the"
            + " name, COLUMN= leaves the column out. Other columns become strings with the name of"
            + " the column; an empty value sets nothing. Can be given several times."
      })
  List<ColumnMapping> mappings = new ArrayList<>();

  @Override
  public String toString() {
    return ("--type %s --identity %s --object-id %s --event-name %s --timestamp %s --delimiter %s"
            + " --list-delimiter %s --date-format %s --map %s")
        .formatted(
            type,
            identity,
            objectId,
            eventName,
            timestamp,
            delimiter,
            listDelimiter,
            dateForm,
            mappings);
  }

  /** Returns the problem with the options; null if there is none. */
  @Nullable String problem(boolean csv) {
    if (!csv) {
      return toString().equals(new CsvOptions().toString())
          ? null
          : "--type, --identity, --map and the other options for CSV apply only to CSV, but this is"
              + " JSON; use --format csv for a CSV file";
    }
    if (type == null || (identity == null && objectId == null)) {
      return "A CSV file requires --type, and --identity or --object-id";
    }
    if (listDelimiter.isBlank()) {
      return "--list-delimiter must not be blank";
    }
    if ((type == Type.EVENT) != (eventName != null)) {
      return "--event-name is required with --type event, and not allowed otherwise";
    }
    return null;
  }
}
