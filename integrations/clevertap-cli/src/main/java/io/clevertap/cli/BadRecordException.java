package io.clevertap.cli;

import org.jspecify.annotations.Nullable;

/** A record of the input cannot be read. The message does not repeat the record's content. */
final class BadRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int column;
  private final @Nullable String property;

  /**
   * Creates an exception.
   *
   * @param column the character of an NDJSON line, or the value of a CSV row, counted from 1
   */
  BadRecordException(int column, String problem) {
    this(column, problem, null);
  }

  /**
   * Creates an exception.
   *
   * @param property the property whose value cannot be read; null if the problem is another
   */
  BadRecordException(int column, String problem, @Nullable String property) {
    super(problem, null, false, false);
    this.column = column;
    this.property = property;
  }

  int column() {
    return column;
  }

  @Nullable String property() {
    return property;
  }
}
