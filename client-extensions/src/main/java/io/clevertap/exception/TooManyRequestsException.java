package io.clevertap.exception;

/**
 * More requests were in flight than the account may have (429), until the call's time or its
 * attempts ran out.
 */
public final class TooManyRequestsException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public TooManyRequestsException(String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }
}
