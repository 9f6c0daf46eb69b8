package io.clevertap.exception;

/**
 * A record breaks a limit of CleverTap, which would refuse it. Nothing was sent. The message names
 * the field, its length and the limit.
 */
public final class InvalidRecordException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final long index;

  public InvalidRecordException(long index, String problem) {
    super("Record " + index + " would be refused: " + problem);
    this.index = index;
  }

  /** Returns the record's place in the call, or in the bulk upload, counted from 0. */
  public long index() {
    return index;
  }
}
