package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrdersTest {

  private Mock mock;

  @BeforeEach
  void start() throws IOException {
    mock = new Mock();
  }

  @AfterEach
  void stop() {
    mock.close();
  }

  @Test
  void ordered_aProduct_sendsWhatCleverTapExpects() throws Exception {
    assertTrue(orders("").ordered("42", "Watch"));

    JsonNode request = mock.nextEntry();
    assertEquals("Watch", request.at("/body/d/0/evtData/Product").asText());
    assertTrue(request.get("reasons").isEmpty());
  }

  @Test
  void ordered_nobody_isRefusedWithTheReason() {
    IOException refused =
        assertThrows(IOException.class, () -> orders("").ordered("", "Watch"));

    assertTrue(refused.getMessage().contains("body.d.0.identity"), refused.getMessage());
  }

  /** Every response to an upload that the description contains, by name. */
  static Iterator<String> examples() throws IOException {
    try (var json = OrdersTest.class.getResourceAsStream("/META-INF/openapi/clevertap.json")) {
      return new ObjectMapper()
          .readTree(json)
          .at("/paths/~11~1upload/post/responses/200/content/application~1json/examples")
          .fieldNames();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void ordered_whateverCleverTapResponds_isTrueOnlyForSuccess(String example) throws Exception {
    assertEquals(
        example.startsWith("success"), orders("example=" + example).ordered("42", "Watch"));
  }

  private Orders orders(String preference) {
    Map<String, String> headers =
        new HashMap<>(
            Map.of("X-CleverTap-Account-Id", "TEST-ACCOUNT", "X-CleverTap-Passcode", "PASSCODE"));
    if (!preference.isEmpty()) {
      headers.put("Prefer", preference);
    }
    return new Orders(mock.url, headers);
  }
}
