package io.clevertap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the SDK's behaviour names tests that exist. */
class BehaviourTableTest {

  private static final Path TABLE = Path.of("README.md");
  private static final List<Path> TESTS =
      List.of(Path.of("src/test/java"), Path.of("../../client-extensions/src/test/java"));
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void behaviourTable_everyRow_namesTestsThatExist() throws IOException {
    List<MatchResult> tests = TEST.matcher(Files.readString(TABLE)).results().toList();

    assertThat(tests).hasSizeGreaterThan(50);
    for (MatchResult test : tests) {
      assertThat(source(test.group(1)))
          .as(test.group())
          .contains("class " + test.group(1))
          .containsPattern("void " + test.group(2) + "\\(");
    }
  }

  @Test
  void behaviourTable_everyRow_hasATest() throws IOException {
    List<String> rows =
        Files.readString(TABLE)
            .lines()
            .dropWhile(line -> !line.startsWith("| when "))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(25).allMatch(row -> TEST.matcher(row).find());
  }

  private static String source(String testClass) throws IOException {
    for (Path tests : TESTS) {
      try (Stream<Path> files = Files.walk(tests)) {
        Path file = files.filter(f -> f.endsWith(testClass + ".java")).findFirst().orElse(null);
        if (file != null) {
          return Files.readString(file);
        }
      }
    }
    return "";
  }
}
