package io.clevertap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.internal.PrivateFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file of records that were not accepted. Each line is a JSON object with the record first,
 * then the reason, so that the file can be fixed and uploaded. It is created for the first such
 * record.
 */
final class RejectedFile implements AutoCloseable {

  static final String RECORD = "record";

  /** The properties that must get another type before the record can be uploaded. */
  static final String UNCONVERTED = "unconverted";

  private static final String NUMBER = "number";

  private final Path file;
  private @Nullable FileChannel out;
  private boolean dirty;

  RejectedFile(Path file) {
    this.file = file;
  }

  /**
   * Removes the records after this one of the input, which a resumed upload reads again, and the
   * last record if it is incomplete.
   */
  void dropAfter(long number) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (BufferedReader old =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      PrivateFile.replace(file, out -> copy(old, out, number));
    }
  }

  private static void copy(BufferedReader old, OutputStream out, long number) throws IOException {
    BufferedWriter kept = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    String next;
    for (String text = old.readLine(); text != null; text = next) {
      next = old.readLine();
      if (isKept(text, next == null, number)) {
        kept.write(text + "\n");
      }
    }
    kept.flush();
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
    line.put("input", input).put(NUMBER, source.number());
    line.put("line", source.line()).put("column", column);
    source
        .unconverted()
        .forEach((name, type) -> line.withObjectProperty(UNCONVERTED).put(name, type.toString()));
    if (out == null) {
      out = PrivateFile.append(file);
    }
    ByteBuffer json = StandardCharsets.UTF_8.encode(SafeText.json(without(line)) + "\n");
    while (json.hasRemaining()) {
      out.write(json);
    }
    dirty = true;
  }

  /** Writes all added records to the disk. */
  void force() throws IOException {
    if (dirty && out != null) {
      out.force(true);
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

  private static boolean isKept(String text, boolean isLast, long number) {
    try {
      return RecordJson.MAPPER.readTree(text).path(NUMBER).asLong() <= number;
    } catch (JsonProcessingException e) {
      return !isLast;
    }
  }

  private static String without(ObjectNode line) {
    line.properties().removeIf(field -> field.getValue().isNull());
    return line.toString();
  }
}
