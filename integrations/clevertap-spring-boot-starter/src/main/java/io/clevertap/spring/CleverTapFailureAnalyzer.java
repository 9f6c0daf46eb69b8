package io.clevertap.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports the missing or invalid setting when the start fails, instead of a stack trace. */
final class CleverTapFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidCleverTapConfigurationException> {

  private static final String ACTION =
      """
      Set clevertap.account-id and clevertap.passcode, and clevertap.region or clevertap.base-url. \
      The environment variables are CLEVERTAP_ACCOUNT_ID, CLEVERTAP_PASSCODE, CLEVERTAP_REGION and \
      CLEVERTAP_BASE_URL. Keep the passcode in the environment or in a secret store. A bean of type \
      CleverTapBuilderCustomizer can set the credentials instead.""";

  @Override
  protected FailureAnalysis analyze(
      Throwable rootFailure, InvalidCleverTapConfigurationException cause) {
    String property = cause.property();
    String action =
        property == null ? ACTION : "Correct " + property + ", or the bean that sets it.";
    return new FailureAnalysis("CleverTap: " + cause.getMessage(), action, cause);
  }
}
