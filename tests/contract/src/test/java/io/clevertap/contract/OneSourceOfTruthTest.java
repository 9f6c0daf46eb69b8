package io.clevertap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.api.CredentialHeaders;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.Region;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.contract.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The API description is the only place that states a fact of the API; hand-written code uses
 * generated constants.
 */
class OneSourceOfTruthTest {

  private static final Path ROOT = Path.of("../..");
  private static final Path SDK = ROOT.resolve("client-extensions");
  private static final Path TEST_KIT = ROOT.resolve("integrations/clevertap-test");
  private static final Path INTEGRATIONS = ROOT.resolve("integrations");

  /** Smaller numbers have other meanings too, and so do 100 and 512 in the command line. */
  private static final int DISTINCTIVE = 100;

  private static final Set<String> LIMITS =
      Set.of("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum");

  @Test
  void handWrittenCode_ofPathsHostsAndHeaders_hasNone() {
    Set<String> facts = new TreeSet<>();
    Arrays.stream(Operation.values()).map(Operation::path).forEach(facts::add);
    Arrays.stream(Region.values()).map(region -> region.baseUrl().getHost()).forEach(facts::add);
    facts.add(CredentialHeaders.ACCOUNT_ID);
    facts.add(CredentialHeaders.PASSCODE);

    assertThat(
            lines(
                List.of(SDK, INTEGRATIONS),
                Pattern.compile("\"[^\"\n]*(" + anyOf(facts) + ")[^\"\n]*\"")))
        .isEmpty();
  }

  @Test
  void handWrittenCode_ofRegions_hasNone() {
    Stream<String> codes = Arrays.stream(Region.values()).map(Region::code);
    assertThat(
            lines(
                List.of(SDK, INTEGRATIONS), Pattern.compile("\"(" + anyOf(codes.toList()) + ")\"")))
        .isEmpty();
  }

  @Test
  void handWrittenCode_ofLimitsAndErrorCodes_hasNone() {
    Set<String> facts = new TreeSet<>();
    addLimits(Spec.load().root(), facts);
    Arrays.stream(RecordErrorCode.values()).map(code -> "" + code.getValue()).forEach(facts::add);

    assertThat(facts).contains("1000", "131072", "555");
    assertThat(
            lines(
                List.of(SDK, TEST_KIT),
                Pattern.compile("(?<![\\w.\"])(" + anyOf(facts) + ")L?(?![\\w.\"])")))
        .isEmpty();
  }

  @Test
  void operations_ofOneGroup_haveOneLimit() {
    assertThat(
            Arrays.stream(Operation.values())
                .collect(
                    Collectors.groupingBy(
                        Operation::concurrencyGroup,
                        Collectors.mapping(Operation::concurrencyLimit, Collectors.toSet()))))
        .allSatisfy((group, limits) -> assertThat(limits).as(group).hasSize(1));
  }

  private static void addLimits(JsonNode node, Set<String> limits) {
    node.properties()
        .forEach(
            field -> {
              boolean limit =
                  LIMITS.contains(field.getKey()) || field.getKey().startsWith("x-max-");
              if (limit && field.getValue().asLong() >= DISTINCTIVE) {
                limits.add(field.getValue().asText());
              }
            });
    node.forEach(child -> addLimits(child, limits));
  }

  private static String anyOf(Collection<String> facts) {
    return facts.stream().map(Pattern::quote).collect(Collectors.joining("|"));
  }

  /** Returns the lines of main code, without comments, that contain a pattern. */
  private static List<String> lines(List<Path> folders, Pattern pattern) {
    try (Stream<Path> files = folders.stream().flatMap(OneSourceOfTruthTest::walk)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
              .collect(Collectors.toList());
      assertThat(sources).hasSizeGreaterThan(80);
      return sources.stream()
          .flatMap(
              file ->
                  lines(file)
                      .filter(line -> pattern.matcher(line).find())
                      .map(line -> file.getFileName() + ": " + line.strip()))
          .toList();
    }
  }

  private static Stream<Path> walk(Path folder) {
    try {
      return Files.walk(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readString(file)
          .replaceAll("(?s)/\\*.*?\\*/", "")
          .replaceAll("(?<!:)//.*", "")
          .lines()
          .filter(line -> !line.startsWith("import "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
