package io.clevertap.exception;

/**
 * A record was accepted, but an earlier record of the same user was resent and applied after it, so
 * the earlier values may have overwritten it.
 */
public final class SupersededException extends CleverTapException {

  private static final long serialVersionUID = 1L;

  public SupersededException() {
    super(
        "The record was accepted, but could not be resent after an earlier record of the same user"
            + " was resent; the earlier values may have overwritten it",
        null,
        true);
  }
}
