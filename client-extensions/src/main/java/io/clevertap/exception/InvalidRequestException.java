package io.clevertap.exception;

/**
 * CleverTap refused the request as a whole, most often with 400. Sending it again does not help.
 */
public final class InvalidRequestException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }
}
