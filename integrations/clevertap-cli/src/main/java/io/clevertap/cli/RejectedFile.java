package io.clevertap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The records that were not accepted, one JSON object a line: the record first, then why. The file
 * can be uploaded again. It is made when the first one comes.
 */
final class RejectedFile implements AutoCloseable {

  static final String RECORD = "record";

  private final Path file;
  private @Nullable FileOutputStream out;
  private boolean dirty;

  RejectedFile(Path file) {
    this.file = file;
  }

  void add(
      InputRecord source,
      String input,
      @Nullable Integer column,
      @Nullable Integer code,
      String reason)
      throws IOException {
    ObjectNode line = RecordJson.MAPPER.createObjectNode();
    line.set(
        RECORD,
        RecordJson.MAPPER.valueToTree(
            source.record() == null ? source.original() : source.record()));
    line.put("reason", reason).put("code", code);
    line.put("input", input).put("line", source.line()).put("column", column);
    if (out == null) {
      out = new FileOutputStream(file.toFile(), true);
    }
    byte[] json = (without(line) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(json);
    dirty = true;
  }

  /** Makes sure that what was added is on the disk. */
  void force() throws IOException {
    if (dirty && out != null) {
      out.getFD().sync();
      dirty = false;
    }
  }

  boolean isEmpty() {
    return out == null;
  }

  @Override
  public String toString() {
    return file.toString();
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      force();
      out.close();
    }
  }

  private static String without(ObjectNode line) {
    line.properties().removeIf(field -> field.getValue().isNull());
    return line.toString();
  }
}
