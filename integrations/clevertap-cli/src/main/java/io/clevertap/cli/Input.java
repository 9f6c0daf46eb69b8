package io.clevertap.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file to upload, or the standard input; counts the bytes read, and decompresses gzip. */
final class Input implements AutoCloseable {

  private final String name;
  private final @Nullable Path file;
  private final long size;
  private final InputStream raw;
  private final BufferedInputStream in;
  private volatile long bytesRead;

  private Input(String name, @Nullable Path file, long size, InputStream raw) throws IOException {
    this.name = name;
    this.file = file;
    this.size = size;
    this.raw = new Counting(raw);
    try {
      this.in = text(name, new BufferedInputStream(this.raw));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Opens a file or a pipe; {@code -} is the standard input. */
  static Input open(Path file) throws IOException {
    String name = file.toString();
    if (name.equals("-")) {
      // not System.in, whose close does not end a read in another thread
      FileChannel stdin = new FileInputStream(FileDescriptor.in).getChannel();
      return new Input("stdin", null, -1, Channels.newInputStream(stdin));
    }
    if (Files.isDirectory(file)) {
      throw new FileSystemException(name, null, "is a directory");
    }
    return Files.exists(file) && !Files.isRegularFile(file)
        ? new Input(name, null, -1, Files.newInputStream(file))
        : new Input(name, file, Files.size(file), Files.newInputStream(file));
  }

  /** Returns the content, decompressed; fails if it is not text. */
  private static BufferedInputStream text(String name, BufferedInputStream in) throws IOException {
    BufferedInputStream text =
        FileStart.isGzip(in) ? new BufferedInputStream(Gzip.open(name, in)) : in;
    String problem = FileStart.binary(text);
    if (problem != null) {
      throw new FileSystemException(name, null, problem);
    }
    FileStart.skipByteOrderMark(text);
    return text;
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

  /** Returns the first characters of the content that are not white space. */
  String start() throws IOException {
    return FileStart.significant(in);
  }

  RecordSource json() throws IOException {
    return new JsonSource(name, in);
  }

  Lines lines() {
    return new Lines(in);
  }

  /** Closes the input, and ends a read in another thread. */
  @Override
  public void close() throws IOException {
    raw.close(); // not the buffer, whose close waits for a read in another thread
  }

  private final class Counting extends FilterInputStream {

    Counting(InputStream in) {
      super(in);
    }

    /** Returns 0, because the channel of a pipe fails if it is asked. */
    @Override
    public int available() {
      return 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      bytesRead += Math.max(0, count);
      return count;
    }
  }
}
