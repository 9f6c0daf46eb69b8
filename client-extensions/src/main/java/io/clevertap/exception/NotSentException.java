package io.clevertap.exception;

import org.jspecify.annotations.Nullable;

/**
 * Nothing was sent: the client or the bulk upload was closed or stopped, or the call timed out
 * while it waited for a permit.
 */
public final class NotSentException extends CleverTapException {

  private static final long serialVersionUID = 1L;

  public NotSentException(String message) {
    this(message, null);
  }

  public NotSentException(String message, @Nullable Throwable cause) {
    super(message, cause, false);
  }
}
