package io.clevertap.spring;

/** The properties are missing or invalid. The message does not contain the passcode. */
final class InvalidCleverTapConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidCleverTapConfigurationException(String problem) {
    super(problem);
  }
}
