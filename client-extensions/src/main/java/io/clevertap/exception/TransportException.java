package io.clevertap.exception;

import org.jspecify.annotations.Nullable;

/**
 * CleverTap was never reached, or its response never arrived: the connection was refused, reset or
 * timed out, the call exceeded its timeout, or the thread was interrupted. Use {@link
 * #outcomeUnknown()} to distinguish "never sent" from "possibly applied".
 */
public class TransportException extends CleverTapException {

  private static final long serialVersionUID = 1L;

  public TransportException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
    super(message, cause, outcomeUnknown);
  }
}
