package io.clevertap.exception;

import org.jspecify.annotations.Nullable;

/**
 * CleverTap was never reached, or its answer never came: the connection was refused, reset or timed
 * out, the call took longer than it may, or the thread was interrupted. {@link #outcomeUnknown()}
 * tells the one from the other.
 */
public class TransportException extends CleverTapException {

  private static final long serialVersionUID = 1L;

  public TransportException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
    super(message, cause, outcomeUnknown);
  }
}
