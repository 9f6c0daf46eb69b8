package io.clevertap.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import feign.Request;
import feign.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TransportTest {

  private static final Request.Options OPTIONS =
      new Request.Options(10, TimeUnit.SECONDS, 10, TimeUnit.SECONDS, false);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Transport transport = new Transport(() -> http, 1000, Time.SYSTEM);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void execute_responseOfTheGreatestLength_isReadWhole() throws IOException {
    responds(200, "identity", "x".repeat(1000).getBytes(UTF_8));
    assertThat(body()).hasSize(1000);
  }

  @Test
  void execute_responseThatIsTooLong_isNotKept() {
    responds(200, "identity", "x".repeat(1001).getBytes(UTF_8));
    assertThatIOException()
        .isThrownBy(this::body)
        .withStackTraceContaining("longer than 1000 bytes");
  }

  @Test
  void execute_responseWithoutEnd_isGivenUpAtTheGreatestLength() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
              body.write(new byte[100]);
            }
          }
        });
    assertThatIOException()
        .isThrownBy(this::body)
        .withStackTraceContaining("longer than 1000 bytes");
  }

  @Test
  void execute_gzip_isUndone() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{}".getBytes(UTF_8));
    }
    responds(200, "gzip", packed.toByteArray());
    assertThat(body()).isEqualTo("{}");
  }

  @Test
  void execute_whatOnlySaysThatItIsGzip_fails() {
    responds(200, "gzip", "{}".getBytes(UTF_8));
    assertThatIOException().isThrownBy(this::body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void execute_errorThatOnlySaysThatItIsGzip_keepsItsStatus(String body) throws IOException {
    responds(429, "gzip", body.getBytes(UTF_8));
    assertThat(response().status()).isEqualTo(429);
    assertThat(body()).isEqualTo(body);
  }

  @Test
  void execute_emptyGzip_isAnEmptyBody() throws IOException {
    responds(200, "gzip", new byte[0]);
    assertThat(body()).isEmpty();
  }

  @Test
  void execute_errorThatIsTooLong_keepsItsStatus() throws IOException {
    responds(503, "identity", "x".repeat(1001).getBytes(UTF_8));
    assertThat(response().status()).isEqualTo(503);
  }

  @Test
  void execute_whenTheCommonPoolIsBusy_doesNotWaitForIt() throws IOException {
    responds(200, "identity", "{}".getBytes(UTF_8));
    CountDownLatch over = new CountDownLatch(1);
    for (int i = 0; i < 2 * ForkJoinPool.getCommonPoolParallelism(); i++) {
      ForkJoinPool.commonPool().execute(() -> await(over));
    }
    try {
      assertThat(body()).isEqualTo("{}");
    } finally {
      over.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void responds(int status, String encoding, byte[] body) {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", encoding);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private String body() throws IOException {
    return new String(response().body().asInputStream().readAllBytes(), UTF_8);
  }

  private Response response() throws IOException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    Map<String, Collection<String>> headers = Map.of("Content-Length", List.of("0"));
    Request request = Request.create(Request.HttpMethod.GET, url, headers, null, UTF_8, null);
    return transport.execute(request, OPTIONS);
  }
}
