package io.clevertap.cli;

/** So many records were bad that the upload was stopped. */
final class TooManyErrorsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyErrorsException(String message) {
    super(message, null, false, false);
  }
}
