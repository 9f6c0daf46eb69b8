package io.clevertap.spring;

/** The properties do not make a client. The message does not show the passcode. */
final class InvalidCleverTapConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidCleverTapConfigurationException(String problem) {
    super(problem);
  }
}
