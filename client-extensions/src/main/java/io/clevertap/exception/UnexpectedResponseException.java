package io.clevertap.exception;

/**
 * CleverTap does not document this response: an HTML page, truncated JSON, a redirect, or a
 * response that contradicts itself.
 */
public final class UnexpectedResponseException extends ResponseException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception for a read whose response lacks what CleverTap documents. */
  public UnexpectedResponseException(String problem) {
    this("CleverTap does not document this response: " + problem, 200, new byte[0], false);
  }

  public UnexpectedResponseException(
      String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }
}
