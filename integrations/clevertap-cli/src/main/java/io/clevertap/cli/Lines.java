package io.clevertap.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads a UTF-8 file line by line. An unreadable line is returned too, with its problem. */
final class Lines {

  /** The maximum length of a line in bytes; far above CleverTap's limit for a record. */
  static final int MAX_BYTES = 1 << 20;

  /**
   * A line without its line break.
   *
   * @param number the number of the line, counted from 1
   * @param text the text; of an unreadable line, the part that can be read
   * @param lineBreak the characters that end the line; empty if it is the last and has none
   */
  record Line(long number, String text, String lineBreak, @Nullable BadRecordException problem) {}

  private final InputStream in;
  private final InputDigest digest = new InputDigest();
  private final byte[] buffer = new byte[1 << 16];
  private final Deque<Line> pushedBack = new ArrayDeque<>();
  private int position;
  private int end;
  private long number;

  Lines(InputStream in) {
    this.in = in;
  }

  /** Returns the next line; null at the end. */
  @Nullable Line next() throws IOException {
    return pushedBack.isEmpty() ? read() : pushedBack.pop();
  }

  /** Puts a line back, so that it is the next line again. */
  void pushBack(Line line) {
    pushedBack.push(line);
  }

  /** Returns the digest of the lines that were read, including those that were put back. */
  InputDigest digest() {
    return digest;
  }

  private @Nullable Line read() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    boolean tooLong = false;
    boolean ended = false;
    boolean any = false;
    while (!ended && fill()) {
      any = true;
      int start = position;
      while (position < end && buffer[position] != '\n') {
        position++;
      }
      int length = Math.min(position - start, MAX_BYTES + 1 - bytes.size());
      bytes.write(buffer, start, length);
      tooLong |= bytes.size() > MAX_BYTES;
      ended = position < end;
      position += ended ? 1 : 0;
      digest.update(buffer, start, position - start);
    }
    return any ? line(++number, bytes.toByteArray(), ended, tooLong) : null;
  }

  private boolean fill() throws IOException {
    if (position < end) {
      return true;
    }
    position = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private static Line line(long number, byte[] bytes, boolean ended, boolean tooLong) {
    boolean isReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    int length = isReturn ? bytes.length - 1 : bytes.length;
    String lineBreak = (isReturn ? "\r" : "") + (ended ? "\n" : "");
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(length);
    boolean malformed = decoder.decode(ByteBuffer.wrap(bytes, 0, length), chars, true).isError();
    String text = chars.flip().toString();
    if (tooLong) {
      return new Line(
          number,
          "",
          lineBreak,
          new BadRecordException(1, "the line is longer than " + MAX_BYTES + " bytes"));
    }
    return new Line(
        number,
        text,
        lineBreak,
        malformed ? new BadRecordException(text.length() + 1, "invalid UTF-8 from here on") : null);
  }
}
