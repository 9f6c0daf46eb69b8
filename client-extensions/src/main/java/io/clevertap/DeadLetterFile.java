package io.clevertap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.api.LimitException;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.internal.PrivateFile;
import io.clevertap.internal.record.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of records that CleverTap did not accept, each with the reason: a callback for {@link
 * BulkUpload#onRejected} and {@link BulkUpload#onFailed}. Each line is a JSON object with the
 * record, the user's id, CleverTap's code, the reason, and whether the record may have been applied
 * anyway. The command line, {@code clevertap upload}, uploads the file again once its records are
 * corrected. Only the owner can read the file; new records are appended. Not thread-safe.
 */
public final class DeadLetterFile implements Consumer<RecordOutcome>, AutoCloseable {

  private final Path path;
  private @Nullable FileChannel file;
  private long written;

  private DeadLetterFile(Path path) {
    this.path = path;
  }

  /** Returns the file at a path. It is created, or opened, for the first record. */
  public static DeadLetterFile at(Path path) {
    return new DeadLetterFile(path);
  }

  /**
   * Appends a record that was rejected or failed; ignores one that was accepted.
   *
   * @throws UncheckedIOException when the file cannot be written
   */
  @Override
  public void accept(RecordOutcome outcome) {
    if (outcome instanceof Rejected rejected) {
      append(rejected.record(), rejected.code(), rejected.reason(), false);
    } else if (outcome instanceof Failed failed) {
      String reason =
          failed.cause() instanceof InvalidRecordException invalid
              ? invalid.problem()
              : failed.cause().toString();
      append(failed.record(), 0, reason, failed.mayHaveBeenApplied());
    }
  }

  /** Returns the number of records that this object appended. */
  public long written() {
    return written;
  }

  /**
   * Writes the appended records to the disk.
   *
   * @throws UncheckedIOException when that fails
   */
  public void force() {
    try {
      if (file != null) {
        file.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the appended records to the disk, and closes the file.
   *
   * @throws UncheckedIOException when that fails
   */
  @Override
  public void close() {
    force();
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private void append(Uploadable record, int code, String reason, boolean mayHaveBeenApplied) {
    String content;
    Map<String, Object> rest = new LinkedHashMap<>();
    try {
      content = "{\"record\":" + record.toJson() + ",";
      record.userId().ifPresent(user -> rest.put("user", user.value()));
    } catch (RuntimeException e) { // a record that cannot be read has no content to keep
      content = "{";
    }
    if (code != 0) {
      rest.put("code", code);
    }
    rest.put("reason", reason);
    rest.put("mayHaveBeenApplied", mayHaveBeenApplied);
    try {
      append(content + new String(Json.write(rest), UTF_8).substring(1) + "\n");
    } catch (LimitException e) {
      throw new IllegalStateException(e); // cannot happen: JSON can represent a text
    }
    written++;
  }

  private void append(String line) {
    try {
      if (file == null) {
        file = PrivateFile.append(path);
      }
      ByteBuffer bytes = UTF_8.encode(line);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
