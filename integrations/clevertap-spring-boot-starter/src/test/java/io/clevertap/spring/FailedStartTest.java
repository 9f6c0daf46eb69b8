package io.clevertap.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clevertap.spring.example.ShopApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The output of a start that fails. */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTest {

  @Test
  void start_withoutCredentials_namesBothPropertiesAndTheirVariables(CapturedOutput output) {
    start();

    assertThat(output)
        .contains(
            "APPLICATION FAILED TO START",
            "CleverTap: The client has no credentials:"
                + " clevertap.account-id and clevertap.passcode are not set.",
            "CLEVERTAP_PASSCODE");
  }

  @Test
  void start_withoutTheAccountId_namesItAndShowsNoPasscode(CapturedOutput output) {
    start("--clevertap.passcode=SECRET");

    assertThat(output).contains("clevertap.account-id is not set.").doesNotContain("SECRET");
  }

  @Test
  void start_withABlankPasscode_saysThatItIsNotSet(CapturedOutput output) {
    start("--clevertap.account-id=ACCOUNT", "--clevertap.passcode= ");

    assertThat(output).contains("clevertap.passcode is not set.");
  }

  @Test
  void start_withAPasscodeThatNoHeaderCarries_saysSoAndDoesNotShowIt(CapturedOutput output) {
    start("--clevertap.account-id=ACCOUNT", "--clevertap.passcode=SEC RET");

    assertThat(output)
        .contains("CleverTap: The passcode contains a space, a line break")
        .doesNotContain("SEC RET");
  }

  @Test
  void start_withAnUnknownRegion_listsThoseThatThereAre(CapturedOutput output) {
    start(
        "--clevertap.account-id=ACCOUNT",
        "--clevertap.passcode=SECRET",
        "--clevertap.region=atlantis");

    assertThat(output)
        .contains("clevertap.region", "No region 'atlantis'", "in1")
        .doesNotContain("SECRET");
  }

  @Test
  void start_withWrongMaxAttempts_namesItAndNotTheCredentials(CapturedOutput output) {
    start(
        "--clevertap.account-id=ACCOUNT",
        "--clevertap.passcode=SECRET",
        "--clevertap.max-attempts=0");

    assertThat(output)
        .contains("Correct clevertap.max-attempts")
        .doesNotContain("Set clevertap.account-id");
  }

  @Test
  void start_withPlainHttpToAnotherHost_saysWhy(CapturedOutput output) {
    start(
        "--clevertap.account-id=ACCOUNT",
        "--clevertap.passcode=SECRET",
        "--clevertap.base-url=http://proxy.example");

    assertThat(output).contains("CleverTap: The base URL is plain http").doesNotContain("SECRET");
  }

  private static void start(String... arguments) {
    Throwable failure =
        catchThrowable(
            () ->
                new SpringApplicationBuilder(ShopApplication.class)
                    .web(WebApplicationType.NONE)
                    .run(arguments));
    assertThat(failure).isNotNull();
  }
}
