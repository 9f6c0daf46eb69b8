package io.clevertap.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpClientsTest {

  private final FakeTime time = new FakeTime();
  private final HttpClients clients = new HttpClients(HttpClient.newBuilder(), time, true);
  private final Set<InetSocketAddress> connections = new HashSet<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          connections.add(exchange.getRemoteAddress());
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void get_connectionIdleFor30Seconds_isUsedAgain() throws Exception {
    send();
    time.pass(Duration.ofSeconds(30));
    send();
    assertThat(connections).hasSize(1);
  }

  @Test
  void get_connectionIdleForLonger_isNotUsedAgain() throws Exception {
    send();
    time.pass(Duration.ofSeconds(31));
    send();
    assertThat(connections).hasSize(2);
  }

  @Test
  void get_whereTheJdkClosesIdleConnections_returnsTheSame() {
    HttpClients kept = new HttpClients(HttpClient.newBuilder(), time, false);
    HttpClient first = kept.get();
    time.pass(Duration.ofHours(1));
    assertThat(kept.get()).isSameAs(first);
  }

  @Test
  void get_manyTimesWithoutAGarbageCollection_returnsABoundedNumber() {
    List<HttpClient> all =
        Stream.generate(
                () -> {
                  time.pass(Duration.ofSeconds(31));
                  return clients.get();
                })
            .limit(40)
            .toList();
    assertThat(new HashSet<>(all)).hasSize(16);
  }

  @Test
  void get_ownChoice_replacesOnlyWhereTheJdkMakesItNecessary() {
    HttpClients chosen = new HttpClients(HttpClient.newBuilder(), time);
    HttpClient first = chosen.get();
    time.pass(Duration.ofSeconds(31));
    assertThat(chosen.get() == first).isEqualTo(Runtime.version().feature() >= 20);
  }

  @Test
  void get_callerSetTheTimeOfIdleConnections_returnsTheSame() {
    System.setProperty("jdk.httpclient.keepalive.timeout", "20");
    try {
      HttpClients kept = new HttpClients(HttpClient.newBuilder(), time);
      HttpClient first = kept.get();
      time.pass(Duration.ofHours(1));
      assertThat(kept.get()).isSameAs(first);
    } finally {
      System.clearProperty("jdk.httpclient.keepalive.timeout");
    }
  }

  @Test
  void close_anyJdk_doesNotFail() {
    assertThatNoException().isThrownBy(clients::close);
  }

  private void send() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    clients.get().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }
}
