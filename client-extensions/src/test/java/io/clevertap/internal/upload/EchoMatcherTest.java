package io.clevertap.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.internal.record.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoMatcherTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": [1, \"x\"]} | {\"a\": [\"1\", \"x\"]} | true",
        "{\"a\": [1, \"x\"]} | {\"a\": [\"x\", 1]} | false",
        "{\"a\": [1, 2]} | {\"a\": [1]} | false",
        "{\"a\": [1]} | {\"a\": [1, 2]} | false",
        "{\"a\": [1]} | {\"a\": 1} | false",
        "{\"a\": []} | {\"a\": \"\"} | false",
        "{\"a\": {\"b\": true}} | {\"a\": {\"b\": \"true\"}} | true",
        "{\"a\": {}} | {\"a\": \"\"} | false",
        "{\"a\": \"+1415\"} | {\"a\": 1415} | true",
        "{\"a\": 1} | {\"a\": 1, \"b\": 2} | false",
        "{\"a\": 1, \"b\": 2} | {\"a\": 1} | false",
      })
  void isSame_recordAndEcho_comparesEveryValueAsText(String sent, String echo, boolean same) {
    assertThat(EchoMatcher.isSame(tree(sent), tree(echo))).isEqualTo(same);
  }

  private static JsonNode tree(String json) {
    return Json.tree(json.getBytes(StandardCharsets.UTF_8));
  }
}
