package io.clevertap.exception;

/**
 * CleverTap does not document this response: an HTML page, truncated JSON, a redirect, or a
 * response that contradicts itself.
 */
public final class UnexpectedResponseException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public UnexpectedResponseException(
      String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }
}
