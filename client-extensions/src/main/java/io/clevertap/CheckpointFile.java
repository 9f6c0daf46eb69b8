package io.clevertap;

import io.clevertap.internal.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file that stores how far a bulk upload came: a callback for {@link BulkUpload#onCheckpoint},
 * whose number is for {@link BulkUpload#startAt}. It is replaced atomically, so that a crash leaves
 * the old number or the new one. A resumed upload loses no record; it may send some twice.
 */
public final class CheckpointFile implements Consumer<BulkCheckpoint> {

  private final Path path;
  private final List<DeadLetterFile> deadLetters;

  private CheckpointFile(Path path, List<DeadLetterFile> deadLetters) {
    this.path = path;
    this.deadLetters = deadLetters;
  }

  /**
   * Returns the checkpoint at a path.
   *
   * @param deadLetters files whose records are written to the disk before a checkpoint passes them
   */
  public static CheckpointFile at(Path path, DeadLetterFile... deadLetters) {
    return new CheckpointFile(path, List.of(deadLetters));
  }

  /**
   * Returns how many leading records of the source have their outcome; 0 if there is no file.
   *
   * @throws UncheckedIOException when the file cannot be read, or is not a checkpoint
   */
  public long completed() {
    try {
      return Files.exists(path) ? Long.parseLong(Files.readString(path).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException e) {
      throw new UncheckedIOException(new IOException(path + " is not a checkpoint"));
    }
  }

  /**
   * Stores a checkpoint.
   *
   * @throws UncheckedIOException when a file cannot be written
   */
  @Override
  public void accept(BulkCheckpoint checkpoint) {
    deadLetters.forEach(DeadLetterFile::force);
    byte[] number = (checkpoint.completed() + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      PrivateFile.replace(path, out -> out.write(number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes the file, after an upload that reached the end of its source.
   *
   * @throws UncheckedIOException when that fails
   */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
