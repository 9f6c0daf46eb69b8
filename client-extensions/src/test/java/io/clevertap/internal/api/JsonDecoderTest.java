package io.clevertap.internal.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonDecoderTest {

  private static final String NAME = "{\"name\": \"Zoë\"}";

  @Test
  void decode_utf8_isRead() throws IOException {
    assertThat(decoded("application/json", NAME.getBytes(UTF_8))).isEqualTo(Map.of("name", "Zoë"));
  }

  @Test
  void decode_otherCharset_isReadInIt() throws IOException {
    assertThat(decoded("application/json; charset=ISO-8859-1", NAME.getBytes(ISO_8859_1)))
        .isEqualTo(Map.of("name", "Zoë"));
  }

  @Test
  void decode_noBody_isNull() throws IOException {
    assertThat(decoded("application/json", new byte[0])).isNull();
    assertThat(decoded("application/json", null)).isNull();
  }

  private static Object decoded(String contentType, byte[] body) throws IOException {
    Map<String, Collection<String>> headers = Map.of("Content-Type", List.of(contentType));
    Request request =
        Request.create(Request.HttpMethod.GET, "http://127.0.0.1/", Map.of(), null, UTF_8, null);
    Response response =
        Response.builder().request(request).status(200).headers(headers).body(body).build();
    return new JsonDecoder().decode(response, Map.class);
  }
}
