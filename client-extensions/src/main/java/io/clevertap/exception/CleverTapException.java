package io.clevertap.exception;

import org.jspecify.annotations.Nullable;

/**
 * Base class of all exceptions thrown when a call fails. Invalid arguments and misuse are reported
 * as {@link IllegalArgumentException} or {@link IllegalStateException}, before any request is made.
 * Messages contain neither the passcode nor record content.
 */
public abstract class CleverTapException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean outcomeUnknown;

  CleverTapException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
    super(message, cause);
    this.outcomeUnknown = outcomeUnknown;
  }

  /**
   * Returns whether CleverTap may have applied the request although the call failed. False if it
   * certainly did not, and for reads.
   */
  public boolean outcomeUnknown() {
    return outcomeUnknown;
  }
}
