package io.clevertap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.internal.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Stores how far an upload got, in a file beside the input that is replaced atomically. */
final class Checkpoint {

  /**
   * The content of the file.
   *
   * @param completed how many records, counted from the first, have their outcome
   * @param digest the digest of the input up to the last of these records
   * @param options the options on which the records depend
   * @param complete whether the upload reached the end of its input
   */
  record State(long completed, String digest, String options, boolean complete) {}

  private final Path file;
  private final String options;

  /** Creates the checkpoint of an upload with these options. */
  Checkpoint(Path file, String options) {
    this.file = file;
    this.options = options;
  }

  boolean exists() {
    return Files.exists(file);
  }

  Path file() {
    return file;
  }

  /** Returns whether the upload reached the end of its input. */
  boolean isComplete() throws IOException {
    return read().complete();
  }

  private State read() throws IOException {
    try {
      return RecordJson.MAPPER.readValue(file.toFile(), State.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not a checkpoint", e);
    }
  }

  /**
   * Moves the records to where an earlier upload got.
   *
   * @return the number of skipped records
   * @throws IOException if the file is not a checkpoint of this input and these options
   */
  long resume(RecordSource records) throws IOException {
    State stored = read();
    if (!options.equals(stored.options())) {
      throw new IOException(
          file
              + " belongs to an upload with other options: "
              + stored.options()
              + "; use the same, or remove it to start over");
    }
    if (!Objects.equals(stored.digest(), records.skip(stored.completed()))) {
      throw new IOException(
          file + " belongs to another input, or the input has changed; remove it to start over");
    }
    return stored.completed();
  }

  /**
   * Stores how far the upload got.
   *
   * @param digest the digest of the input up to the last completed record
   * @param complete whether this is the end of the input
   */
  void write(long completed, String digest, boolean complete) throws IOException {
    byte[] state =
        RecordJson.MAPPER.writeValueAsBytes(new State(completed, digest, options, complete));
    PrivateFile.replace(file, out -> out.write(state));
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
