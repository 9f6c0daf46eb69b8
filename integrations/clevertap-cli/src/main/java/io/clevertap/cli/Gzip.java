package io.clevertap.cli;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Decompresses all parts of a gzip file. A file that is cut off or damaged is an error. */
final class Gzip extends GZIPInputStream {

  private static final int TRAILER = 8;

  private final String name;

  private Gzip(String name, InputStream in) throws IOException {
    super(in);
    this.name = name;
  }

  static Gzip open(String name, BufferedInputStream in) throws IOException {
    InputStream compressed =
        new FilterInputStream(in) {
          /** Returns 1, because Java takes 0, which a pipe may return early, for the end. */
          @Override
          public int available() {
            return 1;
          }
        };
    try {
      return new Gzip(name, compressed);
    } catch (EOFException | ZipException e) {
      throw problem(name, e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int count = super.read(bytes, offset, length);
      if (count < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0)) {
        throw new ZipException(); // Java ignores what follows the last part
      }
      return count;
    } catch (EOFException | ZipException e) {
      throw problem(name, e);
    }
  }

  /** Returns 0, so that a buffer does not wait for more than the input provides. */
  @Override
  public int available() {
    return 0;
  }

  private static IOException problem(String name, IOException e) {
    String problem = e instanceof EOFException ? "cut off" : "damaged";
    return new FileSystemException(name, null, "the gzip file is " + problem);
  }
}
