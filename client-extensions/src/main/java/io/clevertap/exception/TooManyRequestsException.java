package io.clevertap.exception;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The account had more requests in flight than CleverTap allows (429), until the call ran out of
 * time or attempts.
 */
public final class TooManyRequestsException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public TooManyRequestsException(String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }

  public TooManyRequestsException(
      String message,
      int status,
      byte[] body,
      boolean outcomeUnknown,
      @Nullable Duration retryAfter) {
    super(message, status, body, outcomeUnknown, retryAfter);
  }
}
