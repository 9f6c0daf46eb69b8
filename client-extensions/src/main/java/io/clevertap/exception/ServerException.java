package io.clevertap.exception;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** CleverTap failed (5xx). */
public final class ServerException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public ServerException(String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }

  public ServerException(
      String message,
      int status,
      byte[] body,
      boolean outcomeUnknown,
      @Nullable Duration retryAfter) {
    super(message, status, body, outcomeUnknown, retryAfter);
  }
}
