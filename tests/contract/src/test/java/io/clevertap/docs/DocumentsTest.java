package io.clevertap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.client.api.Region;
import io.clevertap.contract.prism.PrismExtension;
import io.clevertap.contract.prism.PrismServer;
import io.clevertap.test.FakeCleverTap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code, tables and links of the documents are correct. */
@ExtendWith(PrismExtension.class)
class DocumentsTest {

  private static final Path ROOT = Path.of("../..");
  private static final Path README = ROOT.resolve("README.md");
  private static final Path GUIDE = ROOT.resolve("docs/guide");
  private static final Path ACCOUNTS = GUIDE.resolve("accounts.md");

  /** Their snippets ask for results that belong together, as only a server with state returns. */
  private static final List<Path> WITH_STATE =
      List.of(
          GUIDE.resolve("reading.md"),
          GUIDE.resolve("campaigns.md"),
          GUIDE.resolve("coming-from-node.md"));

  static List<JavaSnippet> snippets() throws IOException {
    List<JavaSnippet> snippets = new ArrayList<>(JavaSnippet.of(README));
    for (Path page : documents(GUIDE)) {
      if (!WITH_STATE.contains(page)) {
        snippets.addAll(JavaSnippet.of(page));
      }
    }
    return snippets;
  }

  static List<JavaSnippet> snippetsThatNeedState() throws IOException {
    List<JavaSnippet> snippets = new ArrayList<>();
    for (Path page : WITH_STATE) {
      snippets.addAll(JavaSnippet.of(page));
    }
    return snippets;
  }

  @ParameterizedTest
  @MethodSource("snippetsThatNeedState")
  void javaSnippet_againstTheTestKit_compilesAndRuns(JavaSnippet snippet, @TempDir Path directory)
      throws Exception {
    try (FakeCleverTap server = FakeCleverTap.start()) {
      assertThat(snippet.run(URI.create(server.baseUrl()), directory)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void javaSnippet_againstTheMock_compilesAndRuns(
      JavaSnippet snippet, PrismServer prism, @TempDir Path directory) throws Exception {
    int logged = prism.log().length();

    assertThat(snippet.run(prism.uri(), directory)).isEmpty();
    assertThat(prism.log().substring(logged)).doesNotContain("Violation", "violation");
  }

  @Test
  void excerpts_ofTheReadme_areInTheExamples() throws IOException {
    List<MatchResult> excerpts =
        Pattern.compile("(?s)\\]\\((examples/[^)]+)\\):\n\n```\\w+\n(.*?)```")
            .matcher(Files.readString(README))
            .results()
            .toList();

    for (MatchResult excerpt : excerpts) {
      List<String> example =
          Files.readString(ROOT.resolve(excerpt.group(1))).lines().map(String::strip).toList();
      assertThat(example)
          .as(excerpt.group(1))
          .containsSubsequence(
              excerpt.group(2).lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
    }
    assertThat(excerpts).isNotEmpty();
  }

  @Test
  void regionTable_ofTheGuide_listsEveryRegionOfTheSpec() throws IOException {
    List<String> rows =
        Pattern.compile("(?m)^\\| `([A-Z_0-9]+)`.* \\| `(.+)` \\| `(.+)` \\|$")
            .matcher(Files.readString(ACCOUNTS))
            .results()
            .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Region.values())
                .map(region -> region + " " + region.code() + " " + region.baseUrl().getHost())
                .toList());
  }

  @Test
  void links_ofTheDocuments_leadToFiles() throws IOException {
    List<Path> documents =
        Stream.concat(documents(ROOT).stream(), documents(GUIDE).stream()).toList();
    Pattern link = Pattern.compile("\\]\\((?!https?://)([^)#]+)[^)]*\\)");
    for (Path document : documents) {
      assertThat(link.matcher(Files.readString(document)).results().map(m -> m.group(1)))
          .as("links of %s", document.getFileName())
          .allSatisfy(target -> assertThat(document.resolveSibling(target)).exists());
    }
    assertThat(documents).hasSizeGreaterThan(10);
  }

  private static List<Path> documents(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }
}
