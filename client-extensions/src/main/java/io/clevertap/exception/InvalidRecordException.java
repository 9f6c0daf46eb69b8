package io.clevertap.exception;

/**
 * A record breaks a limit of CleverTap and was not sent. The message names the field, its length
 * and the limit. Extends {@link IllegalArgumentException} rather than {@link CleverTapException},
 * because the input is at fault and no call was made.
 */
public final class InvalidRecordException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final long index;
  private final String problem;

  public InvalidRecordException(long index, String problem) {
    super("Record " + index + " is invalid: " + problem);
    this.index = index;
    this.problem = problem;
  }

  /** Returns the record's index in the call or the bulk upload, counted from 0. */
  public long index() {
    return index;
  }

  /** Returns what is wrong with the record, without its index. */
  public String problem() {
    return problem;
  }
}
