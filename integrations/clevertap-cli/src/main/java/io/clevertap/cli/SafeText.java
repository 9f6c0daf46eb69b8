package io.clevertap.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * Removes control characters from text, because users and servers choose what the commands print,
 * and could otherwise send control sequences to the terminal.
 */
final class SafeText {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
  private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private SafeText() {}

  /** Returns the text as one line: every control character, and so a line break, is a "?". */
  static String line(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** Returns JSON with the same content, without control characters and unpaired surrogates. */
  static String json(String json) {
    return NOT_PRINTABLE
        .matcher(json)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  /** Returns a writer that replaces control characters other than line breaks and tabs. */
  static PrintWriter writer(PrintWriter unsafe) {
    Writer safe =
        new FilterWriter(unsafe) {
          @Override
          public void write(int c) throws IOException {
            boolean isLayout = c == '\n' || c == '\r' || c == '\t';
            super.write(Character.isISOControl(c) && !isLayout ? '?' : c);
          }

          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
              write(text[i]);
            }
          }

          @Override
          public void write(String text, int offset, int length) throws IOException {
            write(text.toCharArray(), offset, length);
          }
        };
    return new PrintWriter(safe, true);
  }
}
