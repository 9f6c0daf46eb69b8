package io.clevertap.exception;

/** CleverTap failed (5xx). */
public final class ServerException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public ServerException(String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }
}
