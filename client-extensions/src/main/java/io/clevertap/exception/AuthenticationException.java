package io.clevertap.exception;

/**
 * CleverTap rejected the credentials (401 or 403): one of them is wrong, or the account is in
 * another region.
 */
public final class AuthenticationException extends ResponseException {

  private static final long serialVersionUID = 1L;

  public AuthenticationException(String message, int status, byte[] body, boolean outcomeUnknown) {
    super(message, status, body, outcomeUnknown);
  }
}
