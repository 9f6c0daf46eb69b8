package io.clevertap.exception;

/**
 * The answer is not one that CleverTap documents: a page of HTML, JSON that is cut off, a redirect,
 * or an answer that contradicts itself.
 */
public final class UnexpectedResponseException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public UnexpectedResponseException(
      String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }
}
