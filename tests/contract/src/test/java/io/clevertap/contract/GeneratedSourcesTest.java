package io.clevertap.contract;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.client.api.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation and the messages in the generated sources. */
class GeneratedSourcesTest {

  private static final Path SOURCES =
      Path.of("../../generated-client/target/generated-sources/openapi/src/main/java");
  private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*.*?\\*/");

  private static Map<Path, String> sources;

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .collect(toMap(file -> file, GeneratedSourcesTest::read));
    }
    assertThat(sources).hasSizeGreaterThan(30);
  }

  @Test
  void javadoc_ofCode_usesTheCodeElement() {
    assertThat(sources)
        .allSatisfy((file, source) -> assertThat(source).doesNotContain("&#x60;", "`"))
        .anySatisfy((file, source) -> assertThat(source).contains("<code>profile</code>"));
  }

  @Test
  void strings_ofTheSpec_areNotEscapedAsHtml() {
    assertThat(sources)
        .allSatisfy(
            (file, source) ->
                assertThat(JAVADOC.matcher(source).replaceAll(""))
                    .doesNotContainPattern("&(#\\w+|[a-z]+);"))
        .anySatisfy((file, source) -> assertThat(source).contains("\"a date in the form $D_<"));
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void javadoc_ofEachOperation_statesEffectAndConcurrencyGroup(Operation operation) {
    String javadoc = javadoc(" " + operation.operationId() + "(");

    assertThat(javadoc)
        .contains("Effect: {@link Operation.Effect#" + operation.effect() + "}")
        .contains("{@code " + operation.concurrencyGroup() + "}")
        .contains(operation.concurrencyLimit() + " requests in flight");
    assertThat(javadoc.contains("* <b>Cannot be undone.</b> ")).isEqualTo(operation.destroys());
    assertThat(javadoc.contains("Source: observed")).isEqualTo(operation.observed());
  }

  static Stream<String> tags() {
    return SpecExamples.operations().map(operation -> operation.tag()).distinct();
  }

  @ParameterizedTest
  @MethodSource("tags")
  void javadoc_ofEachInterface_namesItsTag(String tag) {
    assertThat(javadoc("interface " + tag + "Api ")).contains("{@code " + tag + "}");
  }

  /** Returns the Javadoc of the interface's declaration that contains this text. */
  private static String javadoc(String declaration) {
    String untilNext = "(?:(?!/\\*\\*).)*";
    Pattern documented =
        Pattern.compile(
            "(?s)(/\\*\\*" + untilNext + "\\*/)" + untilNext + Pattern.quote(declaration));
    return sources.entrySet().stream()
        .filter(entry -> entry.getKey().toString().endsWith("Api.java"))
        .flatMap(entry -> documented.matcher(entry.getValue()).results())
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
