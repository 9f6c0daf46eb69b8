package io.clevertap.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** How far an upload came, in a file beside its input that is replaced as a whole or not at all. */
final class Checkpoint {

  /**
   * What the file says.
   *
   * @param size of the input, in bytes
   * @param fingerprint of the input
   * @param completed how many records from the first have their outcome
   */
  record State(long size, String fingerprint, long completed) {

    boolean isOf(State other) {
      return size == other.size && fingerprint.equals(other.fingerprint);
    }
  }

  private final Path file;
  private final Path draft;
  private State state;

  private Checkpoint(Path file, State state) {
    this.file = file;
    this.draft = file.resolveSibling(file.getFileName() + ".new");
    this.state = state;
  }

  /** Returns the checkpoint of an input, at its beginning. */
  static Checkpoint of(Input input) throws IOException {
    return new Checkpoint(
        input.beside(".checkpoint"), new State(input.size(), input.fingerprint(), 0));
  }

  boolean exists() {
    return Files.exists(file);
  }

  Path file() {
    return file;
  }

  /**
   * Reads how far an earlier upload came.
   *
   * @throws IOException when the file is one of another input, or not a checkpoint
   */
  long read() throws IOException {
    State stored;
    try {
      stored = RecordJson.MAPPER.readValue(file.toFile(), State.class);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException(file + " is not a checkpoint", e);
    }
    if (!stored.isOf(state)) {
      throw new IOException(
          file + " is of another input, or the input has changed; remove it to start over");
    }
    state = stored;
    return state.completed();
  }

  void write(long completed) throws IOException {
    state = new State(state.size(), state.fingerprint(), completed);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(RecordJson.MAPPER.writeValueAsBytes(state));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
