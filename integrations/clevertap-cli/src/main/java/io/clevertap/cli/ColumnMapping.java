package io.clevertap.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The property to which a CSV column is mapped.
 *
 * @param property the name of the property; empty if the column is left out
 */
record ColumnMapping(String column, String property, ValueType type) {

  @Override
  public String toString() {
    return column + "=" + property + ":" + type.name().toLowerCase(Locale.ROOT);
  }

  /** Parses {@code column=Property:type}; the property or the type may be missing. */
  static final class Converter implements ITypeConverter<ColumnMapping> {

    @Override
    public ColumnMapping convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new TypeConversionException(
            "'"
                + text
                + "' does not have the form column=Property, column=Property:type or column=");
      }
      String column = text.substring(0, equals);
      String target = text.substring(equals + 1);
      int colon = target.lastIndexOf(':');
      if (colon < 0) {
        return new ColumnMapping(column, target, ValueType.STRING);
      }
      String property = colon == 0 ? column : target.substring(0, colon);
      return new ColumnMapping(column, property, type(target.substring(colon + 1)));
    }

    private static ValueType type(String name) {
      try {
        return ValueType.valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + name + "' is not a type: use string, number, boolean, date or list");
      }
    }
  }
}
