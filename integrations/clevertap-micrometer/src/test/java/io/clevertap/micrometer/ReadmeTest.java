package io.clevertap.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests compile and run the README's Java. */
class ReadmeTest {

  private static final Path SOURCES = Path.of("src/test/java/io/clevertap/micrometer");
  private static final Pattern JAVA =
      Pattern.compile("```java\n(.*?)```|`(new [^`]+)`", Pattern.DOTALL);

  @Test
  void java_ofTheReadme_standsInTheSourcesOfTheTests() throws IOException {
    String sources =
        tokens(read("ReadmeFragments.java")) + "\n" + tokens(read("MetricsExample.java"));
    List<String> pieces =
        JAVA.matcher(Files.readString(Path.of("README.md")))
            .results()
            .flatMap(match -> Stream.of(match.group(match.group(1) == null ? 2 : 1)))
            .flatMap(piece -> Stream.of(piece.split("\n\n(?=CleverTap\\.builder)")))
            .map(ReadmeTest::tokens)
            .toList();

    assertThat(pieces).hasSize(5);
    assertThat(sources).contains(pieces);
  }

  private static String read(String source) throws IOException {
    return Files.readString(SOURCES.resolve(source));
  }

  /** Removes white space, because the lines may be wrapped differently. */
  private static String tokens(String java) {
    return java.replaceAll("\\s+", "");
  }
}
