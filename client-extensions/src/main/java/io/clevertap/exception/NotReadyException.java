package io.clevertap.exception;

/**
 * CleverTap has not finished what a read asks for. The same read may succeed later; the methods of
 * {@code profiles()}, {@code events()} and {@code reports()} wait for it within the call timeout,
 * and {@code campaigns().report} returns nothing.
 */
public final class NotReadyException extends CleverTapException {

  private static final long serialVersionUID = 1L;

  public NotReadyException(String message) {
    super(message, null, false);
  }
}
