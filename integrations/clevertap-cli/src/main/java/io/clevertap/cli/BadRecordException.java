package io.clevertap.cli;

import org.jspecify.annotations.Nullable;

/** A record of the input cannot be read. The message says why, and repeats nothing of it. */
final class BadRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int column;
  private final @Nullable String property;

  /**
   * Makes one.
   *
   * @param column where in the line, counted from 1: the character, or the value of a CSV file
   */
  BadRecordException(int column, String problem) {
    this(column, problem, null);
  }

  /**
   * Makes one.
   *
   * @param property the name of the property whose value cannot be read; null when it is not that
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
