package io.clevertap.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Stores how far an upload got, in a file beside the input that is replaced atomically. */
final class Checkpoint {

  /**
   * The content of the file.
   *
   * @param size the size of the input in bytes
   * @param fingerprint the fingerprint of the input
   * @param completed how many records, counted from the first, have their outcome
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

  /** Returns the checkpoint at the beginning of an input. */
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
   * Reads how far an earlier upload got.
   *
   * @throws IOException if the file belongs to another input, or is not a checkpoint
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
          file + " belongs to another input, or the input has changed; remove it to start over");
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
