package io.clevertap.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's code runs, and its table lists every fault. */
class ReadmeTest {

  private static final Path EXAMPLES = Path.of("src/test/java/io/clevertap/test/example");
  private static final Pattern TEST_LIBRARIES =
      Pattern.compile("junit|assertj|opentest4j|apiguardian");

  @Test
  void test_ofTheReadme_isTheOneThatRuns() throws IOException {
    assertThat(readme()).contains(source("SignUpTest.java", "import "));
  }

  @Test
  void program_ofTheReadme_runsWithoutJUnit() throws Exception {
    List<String> lines =
        source("WithoutJUnit.java", "try (")
            .lines()
            .limit(5)
            .map(line -> line.replaceFirst("^    ", ""))
            .toList();
    assertThat(readme()).contains(String.join("\n", lines));

    String classPath =
        Arrays.stream(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .filter(
                entry -> !TEST_LIBRARIES.matcher(Path.of(entry).getFileName().toString()).find())
            .collect(Collectors.joining(File.pathSeparator));
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                classPath,
                "io.clevertap.test.example.WithoutJUnit")
            .redirectErrorStream(true)
            .start();

    assertThat(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim())
        .isEqualTo("Jack");
    assertThat(java.waitFor()).isZero();
  }

  @Test
  void faults_ofTheReadme_areAllThatThereAre() throws IOException {
    List<String> rows =
        Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|.*\\| (yes|no) \\|$")
            .matcher(readme())
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Fault.values())
                .map(fault -> fault + (fault.stores() ? " yes" : " no"))
                .toList());
  }

  private static String source(String file, String from) throws IOException {
    String source = Files.readString(EXAMPLES.resolve(file));
    return source.substring(source.indexOf(from));
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
