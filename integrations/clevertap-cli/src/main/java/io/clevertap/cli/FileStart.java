package io.clevertap.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the first bytes of an input show about its content. */
final class FileStart {

  private static final int MARK = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final String ARRAY = "[";
  private static final String API_BODY = "{\"d\"";

  /** Files that are not text, by their first bytes; the text is a cure. */
  private enum Binary {
    UTF_16_LITTLE(
        "UTF-16", "convert it to UTF-8, such as with iconv -f UTF-16 -t UTF-8", 0xff, 0xfe),
    UTF_16_BIG("UTF-16", "convert it to UTF-8, such as with iconv -f UTF-16 -t UTF-8", 0xfe, 0xff),
    ZIP("a zip file or an Excel workbook", "unpack it, or save it as CSV UTF-8", 'P', 'K', 3, 4),
    XZ("compressed with xz", "decompress it with xz -d", 0xfd, '7', 'z', 'X'),
    ZSTD("compressed with zstd", "decompress it with zstd -d", 0x28, 0xb5, 0x2f, 0xfd),
    PARQUET("a Parquet file", "export it as NDJSON or CSV", 'P', 'A', 'R', '1', 0x15),
    AVRO("an Avro file", "export it as NDJSON or CSV", 'O', 'b', 'j', 1);

    private final String name;
    private final String cure;
    private final byte[] magic;

    Binary(String name, String cure, int... magic) {
      this.name = name;
      this.cure = cure;
      this.magic = new byte[magic.length];
      for (int i = 0; i < magic.length; i++) {
        this.magic[i] = (byte) magic[i];
      }
    }
  }

  private FileStart() {}

  /** Returns whether the input is compressed with gzip. */
  static boolean isGzip(BufferedInputStream in) throws IOException {
    byte[] bytes = peek(in, 2);
    return bytes.length == 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  /** Returns why the input is not a text in UTF-8, and what to do; null if it may be one. */
  static @Nullable String binary(BufferedInputStream in) throws IOException {
    byte[] bytes = peek(in, 5);
    for (Binary binary : Binary.values()) {
      int length = binary.magic.length;
      if (bytes.length >= length && Arrays.equals(bytes, 0, length, binary.magic, 0, length)) {
        return "is " + binary.name + ": " + binary.cure;
      }
    }
    for (byte value : bytes) {
      if (value == 0) {
        return "is not UTF-8: if it is UTF-16, convert it with iconv -f UTF-16LE -t UTF-8";
      }
    }
    return null;
  }

  static void skipByteOrderMark(BufferedInputStream in) throws IOException {
    byte[] bytes = peek(in, BYTE_ORDER_MARK.length);
    if (Arrays.equals(bytes, BYTE_ORDER_MARK)) {
      in.readNBytes(bytes.length);
    }
  }

  /**
   * Returns the first characters that are not white space: all that show whether the input is a
   * request body of the API, or else the first.
   */
  static String significant(BufferedInputStream in) throws IOException {
    StringBuilder seen = new StringBuilder();
    in.mark(MARK);
    int c = in.read();
    for (int read = 1; c >= 0 && read < MARK; read++) {
      if (!Character.isWhitespace(c)) {
        seen.append((char) c);
        if (!API_BODY.startsWith(seen.toString()) || seen.length() == API_BODY.length()) {
          break;
        }
      }
      c = in.read();
    }
    in.reset();
    return seen.toString();
  }

  /** Returns whether these first characters are those of a JSON array, or of the API's body. */
  static boolean isJson(String significant) {
    return significant.equals(ARRAY) || significant.equals(API_BODY);
  }

  private static byte[] peek(BufferedInputStream in, int length) throws IOException {
    in.mark(length);
    byte[] bytes = in.readNBytes(length);
    in.reset();
    return bytes;
  }
}
