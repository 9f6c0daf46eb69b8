package io.clevertap.exception;

import org.jspecify.annotations.Nullable;

/**
 * The root of what the SDK throws when a call failed. What is wrong before any call is an {@link
 * IllegalArgumentException} or {@link IllegalStateException}. Messages carry neither the passcode
 * nor record content.
 */
public abstract class CleverTapException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean outcomeUnknown;

  CleverTapException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
    super(message, cause);
    this.outcomeUnknown = outcomeUnknown;
  }

  /**
   * Tells whether CleverTap may have applied what was sent, although the call failed. False when it
   * certainly did not, and for reads.
   */
  public boolean outcomeUnknown() {
    return outcomeUnknown;
  }
}
