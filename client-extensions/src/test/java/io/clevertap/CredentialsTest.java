package io.clevertap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECRET\r\nX-Evil: 1",
        "SECRET\n",
        "SECRET\r",
        "SEC RET",
        "SECRET\0",
        "SECRÉT",
        "\uFEFFSECRET"
      })
  void of_passcodeNotAllowedInAHeader_throwsWithoutShowingIt(String passcode) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.of("TEST-1", passcode))
        .withMessageContaining("passcode")
        .withMessageNotContaining("SEC");
  }

  @Test
  void of_accountIdNotAllowedInAHeader_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Credentials.of("TEST-1\r\n", "SECRET"))
        .withMessageContaining("account id");
  }

  @Test
  void of_blankOrNull_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> Credentials.of("TEST-1", " "));
    assertThatIllegalArgumentException().isThrownBy(() -> Credentials.of("", "SECRET"));
    assertThatNullPointerException()
        .isThrownBy(() -> Credentials.of("TEST-1", null))
        .withMessage("passcode");
  }

  @Test
  void from_environment_readsBoth() {
    Map<String, String> environment =
        Map.of("CLEVERTAP_ACCOUNT_ID", "TEST-1", "CLEVERTAP_PASSCODE", "SECRET");
    assertThat(Credentials.from(environment)).isEqualTo(Credentials.of("TEST-1", "SECRET"));
  }

  @Test
  void from_environmentWithoutPasscode_namesTheVariable() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Credentials.from(Map.of("CLEVERTAP_ACCOUNT_ID", "TEST-1")))
        .withMessageContaining("CLEVERTAP_PASSCODE");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Credentials.from(Map.of("CLEVERTAP_ACCOUNT_ID", " ", "CLEVERTAP_PASSCODE", "x")))
        .withMessageContaining("CLEVERTAP_ACCOUNT_ID");
  }

  @Test
  void toString_passcode_isNotInIt() {
    assertThat(Credentials.of("TEST-1", "SECRET"))
        .hasToString("Credentials[accountId=TEST-1, passcode=***]");
  }

  @Test
  void equals_anotherPasscode_differs() {
    Credentials credentials = Credentials.of("TEST-1", "SECRET");
    assertThat(credentials)
        .isEqualTo(Credentials.of("TEST-1", "SECRET"))
        .hasSameHashCodeAs(Credentials.of("TEST-1", "SECRET"))
        .isNotEqualTo(Credentials.of("TEST-1", "OTHER"));
  }
}
