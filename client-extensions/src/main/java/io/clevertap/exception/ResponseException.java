package io.clevertap.exception;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** CleverTap, or something in front of it, answered with an error. */
public abstract class ResponseException extends CleverTapException {

  private static final long serialVersionUID = 1L;
  private static final int BODY_START_BYTES = 2048;

  private final int status;
  private final byte[] bodyStart;

  ResponseException(String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, null, outcomeUnknown);
    this.status = status;
    this.bodyStart = Arrays.copyOf(body, Math.min(body.length, BODY_START_BYTES));
  }

  /** Returns the HTTP status of the answer. */
  public int status() {
    return status;
  }

  /**
   * Returns the first 2 KB of the answer's body, where CleverTap says why. It may repeat what was
   * sent, so it is not part of the message.
   */
  public String bodyStart() {
    return new String(bodyStart, StandardCharsets.UTF_8);
  }
}
