package io.clevertap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.contract.prism.OpenApiTools;
import io.clevertap.contract.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The linters report nothing in the API description, and each of our own rules reports a breach.
 */
class LintTest {

  /** A change to the description's text that a rule must report. */
  private record Breach(String rule, String text, String replacement) {}

  private static final List<Breach> BREACHES =
      List.of(
          new Breach("operation-has-success-response", "        '200':", "        '302':"),
          new Breach("operation-has-error-responses", "        '401':", "        '402':"),
          new Breach("operation-has-error-responses", "        '429':", "        '428':"),
          new Breach("operation-with-input-has-bad-request", "        '400':", "        '418':"),
          new Breach("operation-has-effect", "x-effect: once", "x-effect: twice"),
          new Breach("operation-has-effect", "x-effect: read", "x-effects: read"),
          new Breach("operation-has-concurrency", "limit: 15}", "limit: 0}"),
          new Breach("operation-has-concurrency", "{group: upload, limit", "{limit"),
          new Breach("operation-has-concurrency", "x-concurrency:", "x-concurrent:"),
          new Breach(
              "response-has-example",
              "          examples:\n            tooManyRequests:",
              "          x-none:\n            none:"),
          new Breach(
              "operation-id-camel-case", "operationId: getProfile", "operationId: Get_Profile"),
          new Breach(
              "property-has-description",
              "description: False stops email to this user.",
              "title: Email"),
          new Breach("property-has-example", "          example: 95f98af6ad9a5e71\n", ""),
          new Breach(
              "response-reports-status",
              "x-implements: [io.clevertap.client.api.StatusResponse]",
              "x-java: [io.clevertap.client.api.StatusResponse]"),
          new Breach(
              "enum-has-name",
              "description: False stops email to this user.",
              "description: False stops email to this user.\n          enum: [true]"),
          new Breach("schema-name-free", "UploadRecord:", "Record:"),
          new Breach("oas3-valid-media-example", "\"processed\": 1", "\"processed\": \"1\""),
          new Breach("oas3-valid-schema-example", "example: 1468308340", "example: 0"));

  @Test
  void spectral_ofTheDescription_findsNothing() {
    OpenApiTools.Result result = spectral("clevertap.yaml");

    assertThat(result.output()).isEqualTo("[]");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void redocly_ofTheDescription_findsNothing() {
    OpenApiTools.Result result = OpenApiTools.run("redocly", "lint", "clevertap.yaml");

    assertThat(result.output())
        .contains("Your API description is valid")
        .doesNotContainPattern("\\d+ (warning|error)");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void spectral_ofBrokenDescriptions_findsEachBreach(@TempDir Path folder) throws IOException {
    String description = Files.readString(Spec.FILE);
    List<String> files = new ArrayList<>();
    for (Breach breach : BREACHES) {
      assertThat(description).contains(breach.text());
      Path file = folder.resolve(files.size() + ".yaml");
      Files.writeString(file, description.replace(breach.text(), breach.replacement()));
      files.add(file.toString());
    }

    JsonNode findings =
        new ObjectMapper().readTree(spectral(files.toArray(String[]::new)).output());

    assertThat(BREACHES)
        .allSatisfy(
            breach ->
                assertThat(findings)
                    .anySatisfy(
                        finding -> {
                          assertThat(finding.get("code").asText()).isEqualTo(breach.rule());
                          assertThat(finding.get("severity").asInt()).isZero();
                          assertThat(finding.get("source").asText())
                              .endsWith("/" + BREACHES.indexOf(breach) + ".yaml");
                        }));
  }

  private static OpenApiTools.Result spectral(String... files) {
    List<String> arguments = new ArrayList<>(List.of("lint", "--ruleset", ".spectral.yaml"));
    arguments.addAll(List.of("--fail-severity", "hint", "--format", "json", "--quiet"));
    arguments.addAll(List.of(files));
    return OpenApiTools.run("spectral", arguments.toArray(String[]::new));
  }
}
