package io.clevertap.cli;

/** A record of the input cannot be read. The message says why, and repeats nothing of it. */
final class BadRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int column;

  /**
   * Makes one.
   *
   * @param column where in the line, counted from 1: the character, or the value of a CSV file
   */
  BadRecordException(int column, String problem) {
    super(problem, null, false, false);
    this.column = column;
  }

  int column() {
    return column;
  }
}
