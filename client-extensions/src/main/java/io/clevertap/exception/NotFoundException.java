package io.clevertap.exception;

/** What was asked for is not there (404). */
public final class NotFoundException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public NotFoundException(String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }
}
