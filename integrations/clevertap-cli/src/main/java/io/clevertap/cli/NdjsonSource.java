package io.clevertap.cli;

import io.clevertap.cli.Lines.Line;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads records in the API's format, one JSON object on each line. Skips blank lines. */
final class NdjsonSource extends RecordSource {

  private final Lines lines;

  NdjsonSource(Lines lines) {
    super(lines.digest());
    this.lines = lines;
  }

  @Override
  @Nullable Supplier<InputRecord> read() throws IOException {
    Line line = lines.next();
    while (line != null && line.text().isBlank() && line.problem() == null) {
      line = lines.next();
    }
    Line found = line;
    return found == null ? null : () -> record(found);
  }

  private static InputRecord record(Line line) {
    try {
      if (line.problem() != null) {
        throw line.problem();
      }
      return InputRecord.good(line.number(), RecordJson.read(line.text()));
    } catch (BadRecordException e) {
      return InputRecord.bad(line.number(), line.text(), e);
    }
  }
}
