package io.clevertap.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileTransferTest {

  private static final String CONTENT = "identity\n42\n";

  private final HttpClient http = HttpClient.newHttpClient();
  private final FakeTime time = new FakeTime();
  private final FileTransfer transfer = transfer(Duration.ofSeconds(30));
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<Long> progress = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Path file;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    file = Files.writeString(folder.resolve("list.csv"), CONTENT);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::respond);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 299})
  void put_accepted_theFileArrivedAndItsProgressIsTold(int status) {
    assertThat(put(status)).isTrue();
    assertThat(received).containsExactly("PUT " + CONTENT);
    assertThat(progress).containsExactly((long) CONTENT.length());
  }

  @Test
  void put_403_tellsThatTheAddressIsNoLongerAccepted() {
    assertThat(put(403)).isFalse();
    assertThat(received).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 400, 501})
  void put_lastingError_failsAtOnceWithTheResponse(int status) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> put(status))
        .withMessage("PUT of the file to host 127.0.0.1 failed with HTTP " + status)
        .satisfies(
            e -> {
              assertThat(e.status()).isEqualTo(status);
              assertThat(e.bodyStart()).isEqualTo("why");
              assertThat(e.outcomeUnknown()).isFalse();
            });
    assertThat(received).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void put_temporaryError_isRepeated(int status) {
    assertThat(put(status, 200)).isTrue();
    assertThat(received).containsExactly("PUT " + CONTENT, "PUT " + CONTENT);
    assertThat(time.sleeps()).hasSize(1);
  }

  @Test
  void put_temporaryErrorAlways_failsAfterTheAttempts() {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> put(503, 503, 503))
        .withMessageContaining("HTTP 503");
    assertThat(received).hasSize(2);
  }

  @Test
  void put_nobodyListens_failsAfterTheAttempts() {
    server.stop(0);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> put())
        .withMessage("PUT of the file to host 127.0.0.1 failed in 2 attempts (ConnectException)");
  }

  /** Without TLS, the file is sent and no response comes; with TLS, not even the file is sent. */
  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void put_nothingMoves_timesOut(String scheme) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI address = URI.create(scheme + "://127.0.0.1:" + silent.getLocalPort() + "/");

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> transfer(Duration.ofMillis(50)).put(address, file, progress::add))
          .withMessageContaining("2 attempts (HttpTimeoutException)")
          .havingCause()
          .isInstanceOf(HttpTimeoutException.class)
          .withMessage("nothing was sent for PT0.05S");
    }
  }

  @Test
  void put_fileThatCannotBeRead_failsWithoutWaitingForTheTimeout() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(
            () -> transfer(Duration.ofSeconds(10)).put(address, file.getParent(), progress::add))
        .withMessageContaining("failed in 2 attempts")
        .withMessageNotContaining("Timeout");
    assertThat(progress).isEmpty();
  }

  @Test
  void put_interrupted_failsAndKeepsTheInterrupt() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> put(200))
        .withMessage("PUT of the file to host 127.0.0.1 was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private FileTransfer transfer(Duration attemptTimeout) {
    Backoff backoff = new Backoff(new Random(1));
    RetryPolicy retries = new RetryPolicy(2, attemptTimeout, Duration.ofMinutes(1), backoff, time);
    return new FileTransfer(() -> http, retries);
  }

  /** Puts the file to a server that responds with these statuses in order. */
  private boolean put(Integer... responses) {
    statuses.addAll(List.of(responses));
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/list");
    return transfer.put(address, file, progress::add);
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(
          exchange.getRequestMethod()
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      exchange.sendResponseHeaders(statuses.remove(), 3);
      exchange.getResponseBody().write("why".getBytes(UTF_8));
    }
  }
}
