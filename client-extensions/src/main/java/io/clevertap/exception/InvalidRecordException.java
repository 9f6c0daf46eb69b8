package io.clevertap.exception;

/**
 * A record breaks a limit of CleverTap, which would refuse it. Nothing was sent. The message names
 * the field, its length and the limit.
 */
public final class InvalidRecordException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final int index;

  public InvalidRecordException(int index, String problem) {
    super("Record " + index + " would be refused: " + problem);
    this.index = index;
  }

  /** Returns the record's place in the call, counted from 0. */
  public int index() {
    return index;
  }
}
