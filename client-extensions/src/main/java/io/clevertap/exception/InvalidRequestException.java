package io.clevertap.exception;

/** CleverTap rejected the entire request, usually with 400. Retrying will not help. */
public final class InvalidRequestException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }
}
