package io.clevertap.spring;

import org.jspecify.annotations.Nullable;

/** The properties are missing or invalid. The message does not contain the passcode. */
final class InvalidCleverTapConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable String property;

  /**
   * Creates the exception.
   *
   * @param property the invalid property; null if the credentials are missing
   */
  InvalidCleverTapConfigurationException(@Nullable String property, String problem) {
    super(problem);
    this.property = property;
  }

  /** Returns the invalid property; null if the credentials are missing. */
  @Nullable String property() {
    return property;
  }
}
