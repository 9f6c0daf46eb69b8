package io.clevertap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide of the mock shows code of the example. */
class ContractTestsGuideTest {

  private static final Path GUIDE = Path.of("../../docs/guide/contract-tests.md");
  private static final Path TEST = Path.of("../../examples/contract-tests/node/plans.test.js");

  @Test
  void javaScript_ofTheGuide_isInTheExample() throws IOException {
    MatchResult code =
        Pattern.compile("(?s)```js\n(.*?)```")
            .matcher(Files.readString(GUIDE))
            .results()
            .findFirst()
            .orElseThrow();

    assertThat(Files.readString(TEST)).contains(code.group(1));
  }
}
