package io.clevertap.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.test.internal.HttpCall;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's two commands: the quick start, and what the other one says if it cannot start. */
class QuickstartTest {

  private record Run(int exitCode, String output) {}

  @Test
  void quickstart_withoutAnAccount_readsBackFromTheStandInWhatItUploaded() throws Exception {
    Run run = quickstart(Map.of());

    assertThat(run.output())
        .contains(
            "the SDK's own stand-in",
            "\"profileData\":{\"Name\":\"George Montana\",\"Customer Type\":\"Silver\"}",
            "1 accepted, 0 rejected, 0 failed",
            "\"customertype\":\"Silver\"",
            "It is what was uploaded");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void quickstart_prism_usesTheMockServer() throws Exception {
    Run run = quickstart(Map.of(), "--prism");

    assertThat(run.output()).contains("with Prism", "1 accepted", "It is what was uploaded");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void quickstart_dryRun_validatesAndReadsNothing() throws Exception {
    Run run = quickstart(Map.of(), "--dry-run");

    assertThat(run.output()).contains("Validate a profile", "1 accepted").doesNotContain("Read");
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"George Montana, Gold", "Jack Montana, Silver"})
  void quickstart_serverReturnsAnotherProfile_fails(String name, String type) throws Exception {
    String profile =
        """
        {"status": "success", "record": {"name": "%s", "profileData": {"customertype": "%s"}}}"""
            .formatted(name, type);

    Run run = quickstartReading(profile);

    assertThat(run.output()).contains("1 accepted", "this is not what was uploaded");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void quickstart_profileIsNotThere_fails() throws Exception {
    Run run = quickstartReading("{\"status\": \"success\", \"record\": null}");

    assertThat(run.output()).contains("1 accepted", "no such profile");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void quickstart_accountWithoutRegion_saysWhatIsMissing() throws Exception {
    Run run = quickstart(Map.of("CLEVERTAP_ACCOUNT_ID", "A", "CLEVERTAP_PASSCODE", "P"));

    assertThat(run.output()).contains("set CLEVERTAP_REGION");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void quickstart_javaHomeIsNoJdk_saysSo(@TempDir Path folder) throws Exception {
    Run run = quickstart(Map.of("JAVA_HOME", folder.toString()));

    assertThat(run.output()).contains("JAVA_HOME=" + folder + " is not a JDK 17 or newer");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "./quickstart, a JDK 17 or newer, openjdk21-jdk",
    "./verify, 'a JDK 17 or newer, Node.js with npm', openjdk21-jdk nodejs npm",
    "openapi/install-tools, Node.js with npm, nodejs npm"
  })
  void command_withoutWhatItNeeds_namesThePackagesOfThisSystem(
      String command, String needs, String packages, @TempDir Path path) throws Exception {
    for (String tool : List.of("sh", "basename", "bash", "dirname", "id", "mkdir", "sed", "tar")) {
      Files.createSymbolicLink(path.resolve(tool), program(tool));
    }
    Files.createSymbolicLink(path.resolve("apk"), program("true"));

    Run run = run(List.of(command), Map.of("PATH", path.toString()), "JAVA_HOME");

    assertThat(run.output()).contains("needs " + needs, "apk add " + packages);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void quickstart_unknownOption_printsItsUsage() throws Exception {
    Run run = quickstart(Map.of(), "--dri-run");

    assertThat(run.output()).contains("Usage: ./quickstart [--dry-run] [--prism]");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  /** Runs the program of the quick start with a server that accepts it and returns this profile. */
  private static Run quickstartReading(String profile) throws Exception {
    Function<HttpCall, HttpReply> handler =
        call ->
            HttpReply.json(
                200,
                call.path().equals("/1/upload")
                    ? "{\"status\": \"success\", \"processed\": 1, \"unprocessed\": []}"
                    : profile);
    try (LoopbackServer server = LoopbackServer.start(0, handler)) {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classPath = System.getProperty("java.class.path");
      return run(
          List.of(java, "-cp", classPath, "tests/quickstart/Quickstart.java"),
          Map.of("QUICKSTART_PRISM", server.baseUrl()));
    }
  }

  private static Run quickstart(Map<String, String> environment, String... arguments)
      throws Exception {
    return run(
        Stream.concat(Stream.of("./quickstart"), Stream.of(arguments)).toList(), environment);
  }

  /** Runs a command in the root of the tree, without these variables and without an account. */
  private static Run run(
      List<String> command, Map<String, String> environment, String... withoutVariables)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(Path.of("../..").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("CLEVERTAP_"));
    builder.environment().keySet().removeAll(Set.of(withoutVariables));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }

  private static Path program(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
