package io.clevertap.exception;

/** CleverTap does not have the requested object (404). */
public final class NotFoundException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public NotFoundException(String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }
}
