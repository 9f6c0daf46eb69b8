package io.clevertap.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The file that is uploaded, or the standard input, and how much of it was read. */
final class Input implements AutoCloseable {

  private static final int SAMPLE_BYTES = 1 << 16;

  private final @Nullable Path file;
  private final long size;
  private final InputStream in;
  private volatile long bytesRead;

  private Input(@Nullable Path file, long size, InputStream in) {
    this.file = file;
    this.size = size;
    this.in = new Counting(in);
  }

  /** Opens a file; {@code -} is the standard input. */
  static Input open(String name) throws IOException {
    if (name.equals("-")) {
      return new Input(null, -1, System.in);
    }
    Path file = Path.of(name);
    return new Input(file, Files.size(file), Files.newInputStream(file));
  }

  /** Returns the name for messages. */
  String name() {
    return file == null ? "stdin" : file.toString();
  }

  /** Returns the file; null for the standard input. */
  @Nullable Path file() {
    return file;
  }

  /** Returns the file beside this one that has this ending too. */
  Path beside(String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /** Returns the size in bytes; negative when it is not known. */
  long size() {
    return size;
  }

  /** Returns how many bytes were read so far. */
  long bytesRead() {
    return bytesRead;
  }

  Lines lines() {
    return new Lines(in);
  }

  /** Returns a hash of the file's beginning and end, by which it is told from another. */
  String fingerprint() throws IOException {
    byte[] head = new byte[(int) Math.min(SAMPLE_BYTES, size)];
    byte[] tail = new byte[head.length];
    try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "r")) {
      random.readFully(head);
      random.seek(size - tail.length);
      random.readFully(tail);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(head);
      return HexFormat.of().formatHex(digest.digest(tail));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private final class Counting extends FilterInputStream {

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      bytesRead += Math.max(0, count);
      return count;
    }
  }
}
