package io.clevertap.internal.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.clevertap.CleverTap;
import io.clevertap.client.api.ProfilesApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any text that is a parameter arrives unchanged, even one that looks encoded. */
class ParameterPropertyTest {

  private static HttpServer server;
  private static CleverTap cleverTap;
  private static volatile String query;

  @BeforeContainer
  static void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          query = exchange.getRequestURI().getRawQuery();
          byte[] body = "{\"status\":\"success\"}".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Connection", "close"); // or the body waits for an ACK
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    cleverTap =
        CleverTap.builder()
            .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .credentials("TEST-1", "passcode")
            .recordChecks(false)
            .build();
  }

  @AfterContainer
  static void close() {
    cleverTap.close();
    server.stop(0);
  }

  @Property(tries = 300)
  void call_anyUnicodeText_arrivesAsItIs(
      @ForAll("unicode") String email, @ForAll("unicode") String identity) {
    assertThat(received(email, identity)).isEqualTo(Map.of("email", email, "identity", identity));
  }

  @Property(tries = 300)
  void call_anyAsciiText_arrivesAsItIs(
      @ForAll("ascii") String email, @ForAll("ascii") String identity) {
    assertThat(received(email, identity)).isEqualTo(Map.of("email", email, "identity", identity));
  }

  /** CleverTap's cursors are percent-encoded text, which must be sent back as it was received. */
  @Property(tries = 300)
  void call_textThatIsEncodedAlready_arrivesAsItIs(
      @ForAll("unicode") String text, @ForAll("ascii") String around) {
    String encoded = URLEncoder.encode(text, UTF_8);
    String partly = encoded + around;
    assertThat(received(encoded, partly)).isEqualTo(Map.of("email", encoded, "identity", partly));
  }

  @Provide
  Arbitrary<String> unicode() {
    return text(
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 0x7F),
            Arbitraries.integers().between(0x80, 0xD7FF),
            Arbitraries.integers().between(0xE000, 0x10FFFF),
            Arbitraries.of((int) '%', (int) '+', (int) ' ')));
  }

  @Provide
  Arbitrary<String> ascii() {
    Arbitrary<Integer> any = Arbitraries.integers().between(0, 0x7F);
    return text(Arbitraries.oneOf(any, Arbitraries.of((int) '%', (int) '2', (int) 'A', (int) '{')));
  }

  private static Arbitrary<String> text(Arbitrary<Integer> codePoint) {
    return codePoint
        .map(Character::toString)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .map(all -> String.join("", all));
  }

  /** Returns the parameters that the server decoded from the query. */
  private static Map<String, String> received(String email, String identity) {
    cleverTap.api(ProfilesApi.class).getProfile(email, identity, null);
    return Arrays.stream(query.split("&"))
        .map(parameter -> parameter.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> URLDecoder.decode(parts[1], UTF_8)));
  }
}
