package io.clevertap.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The file to upload, or the standard input; counts the bytes read. */
final class Input implements AutoCloseable {

  private static final int SAMPLE_BYTES = 1 << 16;

  private final String name;
  private final @Nullable Path file;
  private final long size;
  private final InputStream in;
  private volatile long bytesRead;

  private Input(String name, @Nullable Path file, long size, InputStream in) {
    this.name = name;
    this.file = file;
    this.size = size;
    this.in = new Counting(in);
  }

  /** Opens a file or a pipe; {@code -} is the standard input. */
  static Input open(Path file) throws IOException {
    String name = file.toString();
    if (name.equals("-")) {
      return new Input("stdin", null, -1, System.in);
    }
    if (Files.isDirectory(file)) {
      throw new FileSystemException(name, null, "is a directory");
    }
    return Files.exists(file) && !Files.isRegularFile(file)
        ? new Input(name, null, -1, Files.newInputStream(file))
        : new Input(name, file, Files.size(file), Files.newInputStream(file));
  }

  /** Returns the name for messages. */
  String name() {
    return name;
  }

  /** Returns the file; null for the standard input and pipes, which can be read only once. */
  @Nullable Path file() {
    return file;
  }

  /** Returns the file in the same folder whose name is this file's name plus a suffix. */
  Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** Returns the size in bytes; negative if it is unknown. */
  long size() {
    return size;
  }

  /** Returns the number of bytes read so far. */
  long bytesRead() {
    return bytesRead;
  }

  Lines lines() {
    return new Lines(in);
  }

  /** Returns a hash of the file's beginning and end, which identifies the file. */
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
      throw new IllegalStateException(e); // cannot happen: every Java provides SHA-256
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
