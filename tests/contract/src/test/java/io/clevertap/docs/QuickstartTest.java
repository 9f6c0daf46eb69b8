package io.clevertap.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The quick start, which is every user's first command. */
class QuickstartTest {

  private record Run(int exitCode, String output) {}

  @Test
  void quickstart_withoutAnAccount_uploadsTheProfileToTheMockAndReadsItBack() throws Exception {
    Run run = quickstart(Map.of());

    assertThat(run.output())
        .contains(
            "mock server",
            "\"profileData\":{\"Name\":\"George Montana\",\"Customer Type\":\"Silver\"}",
            "1 accepted, 0 rejected, 0 failed",
            "\"customertype\":\"Silver\"");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void quickstart_dryRun_validates() throws Exception {
    Run run = quickstart(Map.of(), "--dry-run");

    assertThat(run.output()).contains("Validate a profile", "1 accepted");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void quickstart_accountWithoutRegion_saysWhatIsMissing() throws Exception {
    Run run = quickstart(Map.of("CLEVERTAP_ACCOUNT_ID", "A", "CLEVERTAP_PASSCODE", "P"));

    assertThat(run.output()).contains("set CLEVERTAP_REGION");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void quickstart_oldNode_saysWhichIsNeeded() throws Exception {
    Run run =
        quickstart(Map.of("PATH", Path.of("src/test/old-node").toAbsolutePath() + ":" + path()));

    assertThat(run.output()).contains("needs Node.js, version 20 or newer", "this one is 18");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void quickstart_unknownOption_printsItsUsage() throws Exception {
    Run run = quickstart(Map.of(), "--dri-run");

    assertThat(run.output()).contains("Usage: ./quickstart [--dry-run]");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private static Run quickstart(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("../../quickstart").redirectErrorStream(true);
    builder.command().addAll(java.util.List.of(arguments));
    builder.environment().keySet().removeIf(name -> name.startsWith("CLEVERTAP_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }

  private static String path() {
    return System.getenv("PATH");
  }
}
