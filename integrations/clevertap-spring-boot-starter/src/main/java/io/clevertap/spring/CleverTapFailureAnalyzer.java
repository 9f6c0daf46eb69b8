package io.clevertap.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a failed start which setting is missing or wrong, instead of a stack trace. */
final class CleverTapFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidCleverTapConfigurationException> {

  private static final String ACTION =
      """
      Set clevertap.account-id and clevertap.passcode, and clevertap.region or clevertap.base-url. \
      In the environment these are CLEVERTAP_ACCOUNT_ID, CLEVERTAP_PASSCODE, CLEVERTAP_REGION and \
      CLEVERTAP_BASE_URL; a passcode belongs there, or into a secret store. A bean of type \
      CleverTapBuilderCustomizer can give the credentials instead.""";

  @Override
  protected FailureAnalysis analyze(
      Throwable rootFailure, InvalidCleverTapConfigurationException cause) {
    return new FailureAnalysis("CleverTap: " + cause.getMessage(), ACTION, cause);
  }
}
