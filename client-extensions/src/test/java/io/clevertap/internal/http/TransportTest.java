package io.clevertap.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import feign.Request;
import feign.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        .withMessage("the response is longer than 1000 bytes");
  }

  @Test
  void execute_responseInParts_isReadUpToTheGreatestLengthOfAll() {
    ResponseBody body = new ResponseBody(10);
    body.onNext(List.of(ByteBuffer.allocate(6), ByteBuffer.allocate(5)));
    assertThatIOException()
        .isThrownBy(() -> body.await(1))
        .withMessage("the response is longer than 10 bytes");
  }

  @Test
  void execute_responseWithoutEnd_isGivenUpAtTheGreatestLength() throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
              body.write(new byte[100]);
            }
          } catch (IOException e) {
            aborted.countDown();
          }
        });
    assertThatIOException()
        .isThrownBy(this::body)
        .withStackTraceContaining("longer than 1000 bytes");
    aborted.await(); // the connection does not stay open
  }

  @Test
  void execute_responseThatStops_isGivenUpAfterTheTimeout() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread stopping =
          new Thread(() -> respond(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhalf"));
      stopping.setDaemon(true);
      stopping.start();
      Request request = request("http://127.0.0.1:" + socket.getLocalPort() + "/", null);
      Request.Options hurried =
          new Request.Options(10, TimeUnit.SECONDS, 300, TimeUnit.MILLISECONDS, false);

      assertThatIOException()
          .isThrownBy(() -> transport.execute(request, hurried))
          .isInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  void execute_request_arrivesWithItsHeadersAndBody() throws IOException {
    List<String> received = new CopyOnWriteArrayList<>();
    server.createContext(
        "/",
        exchange -> {
          received.add(exchange.getRequestHeaders().getFirst("X-Own"));
          received.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });

    transport.execute(request(url(), "{}".getBytes(UTF_8)), OPTIONS);

    assertThat(received).containsExactly("x", "{}");
  }

  @Test
  void execute_interrupted_keepsTheInterrupt() {
    Thread.currentThread().interrupt();

    assertThatIOException().isThrownBy(this::response).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"403 Forbidden, Tunnel failed", "407 Proxy Authentication Required, credentials"})
  void execute_proxyRefusesTheConnection_showsThatNothingWasSent(String status, String message)
      throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread refusing =
          new Thread(() -> respond(proxy, "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"));
      refusing.setDaemon(true);
      refusing.start();
      HttpClient proxied =
          HttpClient.newBuilder()
              .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.getLocalPort())))
              .build();
      Request request = request("https://clevertap.invalid/", "{}".getBytes(UTF_8));

      assertThatIOException()
          .isThrownBy(
              () -> new Transport(() -> proxied, 1000, Time.SYSTEM).execute(request, OPTIONS))
          .isInstanceOf(ConnectException.class)
          .withMessageContaining(message);
    }
  }

  @Test
  void execute_300WhoseBodyCannotBeRead_keepsItsStatus() throws IOException {
    responds(300, "gzip", "{}".getBytes(UTF_8));
    assertThat(response().status()).isEqualTo(300);
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
    return transport.execute(request(url(), null), OPTIONS);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static Request request(String url, byte[] body) {
    Map<String, Collection<String>> headers =
        Map.of("Content-Length", List.of("0"), "X-Own", List.of("x"));
    Request.HttpMethod method = body == null ? Request.HttpMethod.GET : Request.HttpMethod.POST;
    return Request.create(method, url, headers, body, UTF_8, null);
  }

  /** Sends these bytes on the first connections, and leaves them open. */
  private static void respond(ServerSocket server, String response) {
    List<Socket> open = new ArrayList<>();
    try {
      while (true) {
        Socket connection = server.accept();
        open.add(connection);
        connection.getOutputStream().write(response.getBytes(UTF_8));
      }
    } catch (IOException e) {
      assertThat(server.isClosed()).isTrue(); // the test is over
    }
  }
}
