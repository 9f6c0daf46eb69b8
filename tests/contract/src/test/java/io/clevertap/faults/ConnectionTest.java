package io.clevertap.faults;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.SocketServer.answer;
import static io.clevertap.faults.SocketServer.read;
import static io.clevertap.faults.SocketServer.reset;
import static io.clevertap.faults.SocketServer.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.exception.TransportException;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import io.clevertap.test.internal.LoopbackServer.Conversation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that fail to open, that break, and that never end. */
@ExtendWith(Leaks.class)
@Timeout(60)
class ConnectionTest {

  /**
   * Longer than a busy machine takes to connect, so that an attempt that ends after this time was
   * sent.
   */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final String SUCCESS = WireMockCleverTap.SUCCESS;

  private final Profile ann = Profile.ofIdentity("zq-ann").name("zq-Ann");
  private final Event seen = Event.named("Seen").identity("zq-ann");

  /** After each of these the request may have been applied. */
  static Stream<Arguments> breaksAfterSending() {
    return Stream.of(
        broken(
            "reset before the whole request is read",
            socket -> {
              readStartOfBody(socket);
              reset(socket);
            }),
        broken("closed before the whole request is read", ConnectionTest::readStartOfBody),
        broken(
            "reset after the request is read",
            socket -> {
              read(socket);
              reset(socket);
            }),
        broken("closed after the request is read", socket -> read(socket)),
        broken(
            "reset in the middle of the headers",
            socket -> {
              read(socket);
              write(socket, "HTTP/1.1 200 OK\r\nContent-Le");
              reset(socket);
            }),
        broken(
            "closed in the middle of the body",
            socket -> {
              read(socket);
              String answer = answer(SUCCESS);
              write(socket, answer.substring(0, answer.length() - 20));
            }),
        broken(
            "closed in the middle of a chunk",
            socket -> {
              read(socket);
              write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"sta");
            }),
        broken(
            "a response that is not HTTP",
            socket -> {
              read(socket);
              write(socket, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaksAfterSending")
  void upload_profileAndConnectionBreaks_isResent(String name, Conversation breaks)
      throws IOException {
    try (SocketServer server = new SocketServer(breaks, SocketServer::succeed);
        CleverTap cleverTap = client(server).build()) {
      assertThat(cleverTap.upload(ann).allAccepted()).isTrue();
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaksAfterSending")
  void upload_eventAndConnectionBreaks_isNotResentAndOutcomeIsUnknown(
      String name, Conversation breaks) throws IOException {
    try (SocketServer server = new SocketServer(breaks, SocketServer::succeed);
        CleverTap cleverTap = client(server).build()) {
      TransportException e = failure(TransportException.class, () -> cleverTap.upload(seen));
      assertThat(e.outcomeUnknown()).isTrue();
      assertThat(e).hasMessageContaining("in 1 attempt (").hasMessageContaining("may have been");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void upload_operatorAndConnectionBreaks_isNotResent() throws IOException {
    try (SocketServer server = new SocketServer(SocketServer::read, SocketServer::succeed);
        CleverTap cleverTap = client(server).build()) {
      Profile visits = Profile.ofIdentity("zq-ann").increase("Visits", 1);
      assertThat(
              failure(TransportException.class, () -> cleverTap.upload(ann, visits))
                  .outcomeUnknown())
          .isTrue();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void upload_eventAndRetryAmbiguous_isResent() throws IOException {
    try (SocketServer server = new SocketServer(SocketServer::read, SocketServer::succeed);
        CleverTap cleverTap = client(server).retryAmbiguous(true).build()) {
      assertThat(cleverTap.upload(seen).allAccepted()).isTrue();
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void validate_eventAndConnectionBreaks_isResentSinceNothingIsStored() throws IOException {
    try (SocketServer server = new SocketServer(SocketServer::read, SocketServer::succeed);
        CleverTap cleverTap = client(server).build()) {
      assertThat(cleverTap.validate(seen).allAccepted()).isTrue();
    }
    try (SocketServer server = new SocketServer(SocketServer::read);
        CleverTap cleverTap = client(server).build()) {
      assertThat(failure(TransportException.class, () -> cleverTap.validate(seen)).outcomeUnknown())
          .isFalse();
    }
  }

  @Test
  void profile_connectionBreaks_isReadAgain() throws IOException {
    Conversation found =
        socket -> {
          read(socket);
          write(socket, answer("{\"status\":\"success\",\"record\":{\"name\":\"Ann\"}}"));
        };
    try (SocketServer server = new SocketServer(SocketServer::read, found);
        CleverTap cleverTap = client(server).build()) {
      assertThat(cleverTap.profileByIdentity("zq-ann")).isPresent();
    }
  }

  /** Only the JDK's HTTP client knows of the second request. */
  @Test
  void profile_connectionBreaksAndOneAttempt_isReadAgainByTheHttpClientItself() throws IOException {
    try (SocketServer server = new SocketServer(SocketServer::read);
        CleverTap cleverTap = client(server).maxAttempts(1).build()) {
      failure(TransportException.class, () -> cleverTap.profileByIdentity("zq-ann"));
      assertThat(server.connections()).isGreaterThan(1);
    }
  }

  /** Each of these lasts longer than the timeout of an attempt. */
  static Stream<Arguments> responsesThatNeverEnd() {
    return Stream.of(
        broken("accepts and reads nothing", socket -> NEVER.await()),
        broken(
            "reads and never responds",
            socket -> {
              read(socket);
              NEVER.await();
            }),
        broken("headers byte by byte", socket -> trickle(socket, "", answer(SUCCESS))),
        broken(
            "body byte by byte",
            socket -> trickle(socket, answer(SUCCESS).replace(SUCCESS, ""), SUCCESS)),
        broken(
            "a body that stops",
            socket -> {
              read(socket);
              write(socket, answer(SUCCESS).replace("\"unprocessed\": []}", ""));
              NEVER.await();
            }),
        broken(
            "gzip that never begins",
            socket -> {
              read(socket);
              write(socket, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
              NEVER.await();
            }));
  }

  @Execution(ExecutionMode.CONCURRENT) // the test mostly waits
  @ParameterizedTest(name = "{0}")
  @MethodSource("responsesThatNeverEnd")
  void upload_responseNeverEnds_endsWithTheAttemptsTime(String name, Conversation endless)
      throws IOException {
    try (SocketServer server = new SocketServer(endless);
        CleverTap cleverTap = client(server).attemptTimeout(SHORT).maxAttempts(1).build()) {
      TransportException e = failure(TransportException.class, () -> cleverTap.upload(ann));
      assertThat(e.outcomeUnknown()).isTrue();
      assertThat(e).hasMessageContaining("HttpTimeoutException: the response timed out");
    }
  }

  @Execution(ExecutionMode.CONCURRENT) // the test mostly waits
  @ParameterizedTest(name = "{0}")
  @MethodSource("responsesThatNeverEnd")
  void upload_responseNeverEnds_isResent(String name, Conversation endless) throws IOException {
    try (SocketServer server = new SocketServer(endless, SocketServer::succeed);
        CleverTap cleverTap = client(server).attemptTimeout(SHORT).maxAttempts(9).build()) {
      assertThat(cleverTap.upload(ann).allAccepted()).isTrue();
    }
  }

  @Test
  void upload_noResponseAndCallTimeout_endsWithTheCallsTime() throws IOException {
    try (SocketServer server = new SocketServer(socket -> NEVER.await());
        CleverTap cleverTap =
            WireMockCleverTap.clientOf(server.baseUrl()).callTimeout(SHORT).build()) {
      failure(TransportException.class, () -> cleverTap.upload(ann));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void upload_connectionRefusedThenUp_isResent() throws Exception {
    int port = freePort();
    CountDownLatch refused = new CountDownLatch(1);
    FutureTask<LoopbackServer> later =
        new FutureTask<>(
            () -> {
              refused.await();
              return LoopbackServer.start(port, call -> HttpReply.json(200, SUCCESS));
            });
    new Thread(later).start();
    try (CleverTap cleverTap =
        WireMockCleverTap.clientOf("http://127.0.0.1:" + port)
            .httpClient(client -> client.proxy(new FirstCall(refused)))
            .build()) {
      assertThat(cleverTap.upload(seen).allAccepted()).isTrue();
    } finally {
      later.get().close();
    }
  }

  @Test
  void upload_connectionRefused_saysThatNothingWasSent() throws IOException {
    assertNothingWasSent(
        WireMockCleverTap.clientOf("http://127.0.0.1:" + freePort()),
        "ConnectException: ",
        "refused");
  }

  @Test
  void upload_unknownHost_saysThatNothingWasSent() {
    assertNothingWasSent(
        WireMockCleverTap.clientOf("https://no-such-host.invalid"), "unknown host");
  }

  @Test
  void upload_certificateThatNobodyTrusts_saysThatNothingWasSent() {
    WireMockServer tls =
        new WireMockServer(
            options().bindAddress("127.0.0.1").httpDisabled(true).dynamicHttpsPort());
    tls.start();
    try {
      assertNothingWasSent(
          WireMockCleverTap.clientOf("https://127.0.0.1:" + tls.httpsPort()),
          "SSLHandshakeException: TLS failed");
      assertThat(tls.getAllServeEvents()).isEmpty();
    } finally {
      tls.stop();
    }
  }

  @Test
  void upload_tlsHandshakeBreaks_saysThatNothingWasSent() throws IOException {
    try (SocketServer server =
        new SocketServer(
            socket -> {
              socket.getInputStream().read();
              reset(socket);
            })) {
      assertNothingWasSent(
          WireMockCleverTap.clientOf(server.baseUrl().replace("http:", "https:")), "Exception");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void upload_serverThatSpeaksNoTls_saysThatNothingWasSent() throws IOException {
    try (SocketServer server =
        new SocketServer(
            socket -> {
              socket.getInputStream().read();
              write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
            })) {
      assertNothingWasSent(
          WireMockCleverTap.clientOf(server.baseUrl().replace("http:", "https:")),
          "SSLHandshakeException: TLS failed");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  private void assertNothingWasSent(CleverTapBuilder builder, String... cause) {
    try (CleverTap cleverTap = builder.maxAttempts(2).build()) {
      TransportException e = failure(TransportException.class, () -> cleverTap.upload(seen));
      assertThat(e.outcomeUnknown()).isFalse();
      assertThat(e).hasMessageContaining("in 2 attempts").hasMessageContainingAll(cause);
    }
  }

  private static CleverTapBuilder client(SocketServer server) {
    return WireMockCleverTap.clientOf(server.baseUrl()).maxAttempts(2);
  }

  private static Arguments broken(String name, Conversation conversation) {
    return Arguments.of(name, conversation);
  }

  /** Before this, nothing was sent that CleverTap could apply. */
  private static void readStartOfBody(Socket socket) throws IOException {
    int next = socket.getInputStream().read();
    while (next != '{') {
      next = socket.getInputStream().read();
    }
  }

  private static void trickle(Socket socket, String atOnce, String slowly)
      throws IOException, InterruptedException {
    read(socket);
    write(socket, atOnce);
    for (char next : slowly.toCharArray()) {
      write(socket, String.valueOf(next));
      NEVER.await(100, TimeUnit.MILLISECONDS);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
