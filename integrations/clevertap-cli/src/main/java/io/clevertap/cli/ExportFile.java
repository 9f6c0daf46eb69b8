package io.clevertap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.clevertap.EventOccurrence;
import io.clevertap.ExportOptions;
import io.clevertap.client.model.UserProfile;
import io.clevertap.internal.PrivateFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The form of exported records, and the files that contain them. */
final class ExportFile {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final ObjectWriter CSV =
      new CsvMapper()
          .configure(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING, true)
          .writer(CsvSchema.emptySchema().withLineSeparator("\n"));

  /** The format of a file. */
  enum Format {
    NDJSON,
    CSV
  }

  /**
   * How records of a kind are written.
   *
   * @param columns the names of the columns in CSV
   * @param json returns what is written as JSON
   * @param cells returns the values of the columns
   */
  record Form<T>(
      List<String> columns, Function<T, Object> json, Function<T, List<@Nullable Object>> cells) {

    static final Form<EventOccurrence> EVENTS =
        new Form<>(
            List.of(
                "event",
                "time",
                "identity",
                "objectId",
                "email",
                "name",
                "phone",
                "properties",
                "session"),
            ExportFile::json,
            event ->
                Arrays.asList(
                    event.name(),
                    TIME.format(event.time()),
                    event.user().getIdentity(),
                    event.user().getObjectId(),
                    event.user().getEmail(),
                    event.user().getName(),
                    event.user().getPhone(),
                    text(event.properties()),
                    text(event.session())));

    static final Form<UserProfile> PROFILES =
        new Form<>(
            List.of("identity", "objectId", "email", "name", "phone", "properties"),
            profile -> profile,
            profile ->
                Arrays.asList(
                    profile.getIdentity(),
                    profile.getObjectId(),
                    profile.getEmail(),
                    profile.getName(),
                    profile.getPhone(),
                    text(profile.getProfileData())));
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: ndjson, one JSON object on each line.")
  private Format format = Format.NDJSON;

  @Option(names = "--gzip", description = "Compress the files, whose names then end with .gz.")
  private boolean gzip;

  @Option(
      names = "--page-size",
      paramLabel = "RECORDS",
      description = "How many records to ask for at a time, from 23 to 5000.")
  private @Nullable Integer pageSize;

  @Option(
      names = "--app-fields",
      description = "Add the versions of the app and the system, and the device.")
  private boolean appFields;

  /** Returns the options of the export. */
  ExportOptions options() {
    ExportOptions options = ExportOptions.defaults().withoutEventSummary();
    if (pageSize != null) {
      options = options.pageSize(pageSize);
    }
    return appFields ? options.withAppFields() : options;
  }

  /** Returns the ending of the name of a file. */
  String suffix() {
    return "." + format.name().toLowerCase(Locale.ROOT) + (gzip ? ".gz" : "");
  }

  /**
   * Writes records to a file, which appears when it is whole.
   *
   * @return how many
   */
  <T> long write(Path file, Form<T> form, Iterator<T> records) throws IOException {
    long[] count = new long[1];
    PrivateFile.replace(
        file,
        out -> {
          OutputStream packed = gzip ? new GZIPOutputStream(out) : out;
          Writer text = new BufferedWriter(new OutputStreamWriter(packed, UTF_8));
          text.write(format == Format.CSV ? String.join(",", form.columns()) + "\n" : "");
          while (records.hasNext()) {
            T record = records.next();
            text.write(
                format == Format.CSV
                    ? CSV.writeValueAsString(form.cells().apply(record))
                    : RecordJson.MAPPER.writeValueAsString(form.json().apply(record)) + "\n");
            count[0]++;
          }
          text.flush();
          if (packed instanceof GZIPOutputStream compressed) {
            compressed.finish();
          }
        });
    return count[0];
  }

  private static Map<String, Object> json(EventOccurrence event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", event.name());
    fields.put("time", TIME.format(event.time()));
    fields.put("user", event.user());
    fields.put("properties", event.properties());
    fields.put("session", event.session());
    return fields;
  }

  private static String text(@Nullable Map<String, Object> properties) {
    try {
      return properties == null ? "" : RecordJson.MAPPER.writeValueAsString(properties);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // cannot happen: it was read from JSON
    }
  }
}
