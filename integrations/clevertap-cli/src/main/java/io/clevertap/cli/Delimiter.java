package io.clevertap.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the character between the values of a CSV row. */
final class Delimiter implements ITypeConverter<Character> {

  @Override
  public Character convert(String text) {
    char delimiter =
        text.equals("tab") || text.equals("\\t") ? '\t' : text.length() == 1 ? text.charAt(0) : '"';
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new TypeConversionException(
          "'" + text + "' is neither one character, such as ;, nor tab");
    }
    return delimiter;
  }
}
