package io.clevertap.exception;

/**
 * A record breaks a limit of CleverTap, which would refuse it. Nothing was sent. The message names
 * the field, its length and the limit. An {@link IllegalArgumentException}, as all are that the
 * input alone causes, and no {@link CleverTapException}: no call failed.
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

  /** Returns the record's place in the call, or in the bulk upload, counted from 0. */
  public long index() {
    return index;
  }

  /** Returns what is wrong with the record, without its place. */
  public String problem() {
    return problem;
  }
}
