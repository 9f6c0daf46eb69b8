package io.clevertap.contract.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.UploadResult;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same calls to CleverTap itself, as dry runs, if credentials are set. */
@EnabledIfEnvironmentVariable(
    named = "CLEVERTAP_ACCOUNT_ID",
    matches = ".+",
    disabledReason = LiveSmokeTest.REASON)
@EnabledIfEnvironmentVariable(
    named = "CLEVERTAP_PASSCODE",
    matches = ".+",
    disabledReason = LiveSmokeTest.REASON)
@EnabledIfEnvironmentVariable(
    named = "CLEVERTAP_REGION",
    matches = ".+",
    disabledReason = LiveSmokeTest.REASON)
class LiveSmokeTest {

  static final String REASON =
      "set CLEVERTAP_ACCOUNT_ID, CLEVERTAP_PASSCODE and CLEVERTAP_REGION to call CleverTap itself";

  private final String identity = "smoke-test-" + UUID.randomUUID();

  @Test
  void validate_ofGoodRecords_isAccepted() {
    try (CleverTap cleverTap = connect()) {
      UploadResult result =
          cleverTap.validate(
              Profile.ofIdentity(identity).name("Smoke Test").set("Customer Type", "Silver"),
              Event.named("Smoke Test").identity(identity).set("Price", 49.5));

      assertThat(result.allAccepted()).as("%s", result.outcomes()).isTrue();
    }
  }

  @Test
  void profile_ofNobody_isEmpty() {
    try (CleverTap cleverTap = connect()) {
      assertThat(cleverTap.profileByIdentity(identity)).isEmpty();
    }
  }

  private static CleverTap connect() {
    return CleverTap.builder().regionFromEnvironment().credentialsFromEnvironment().build();
  }
}
