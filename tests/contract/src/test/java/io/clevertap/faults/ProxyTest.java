package io.clevertap.faults;

import static io.clevertap.faults.Leaks.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.exception.TransportException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy that does not connect to CleverTap: nothing was sent, so even an event is resent. */
@ExtendWith(Leaks.class)
@Timeout(60)
class ProxyTest {

  private static final String TARGET = "https://target.invalid";
  private static final String WANTS_CREDENTIALS =
      "HTTP/1.1 407 -\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";

  private final Event seen = Event.named("Seen").identity("zq-ann");

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 429, 500, 502, 503, 504})
  void upload_proxyRefusesToConnect_isResentAndSaysThatNothingWasSent(int status)
      throws IOException {
    TransportException e =
        nothingWasSent(TARGET, "HTTP/1.1 " + status + " -\r\nContent-Length: 2\r\n\r\nno");
    assertThat(e).hasMessageContaining(String.valueOf(status));
  }

  @Test
  void upload_proxyCloses_isResentAndSaysThatNothingWasSent() throws IOException {
    nothingWasSent(TARGET, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {WANTS_CREDENTIALS, "HTTP/1.1 407 -\r\nContent-Length: 2\r\n\r\nno"})
  void upload_proxyWantsCredentials_saysSo(String response) throws IOException {
    assertThat(nothingWasSent(TARGET, response))
        .hasMessageContaining("the proxy wants credentials (HTTP 407)");
  }

  @Test
  void upload_proxyOfPlainHttpWantsCredentials_saysSo() throws IOException {
    assertThat(nothingWasSent("http://target.invalid", WANTS_CREDENTIALS))
        .hasMessageContaining("the proxy wants credentials (HTTP 407)");
  }

  @Test
  void profile_proxyRefusesToConnect_namesTheStatus() throws IOException {
    try (SocketServer proxy = new SocketServer(socket -> refuse(socket, "HTTP/1.1 403 -\r\n\r\n"));
        CleverTap cleverTap = client(TARGET, proxy)) {
      assertThat(failure(TransportException.class, () -> cleverTap.profileByIdentity("zq-ann")))
          .hasMessageContaining("403");
    }
  }

  @Test
  void profile_proxyWantsCredentials_saysSo() throws IOException {
    try (SocketServer proxy = new SocketServer(socket -> refuse(socket, WANTS_CREDENTIALS));
        CleverTap cleverTap = client(TARGET, proxy)) {
      assertThat(failure(TransportException.class, () -> cleverTap.profileByIdentity("zq-ann")))
          .hasMessageContaining("the proxy wants credentials (HTTP 407)");
    }
  }

  private TransportException nothingWasSent(String target, String response) throws IOException {
    try (SocketServer proxy = new SocketServer(socket -> refuse(socket, response));
        CleverTap cleverTap = client(target, proxy)) {
      TransportException e = failure(TransportException.class, () -> cleverTap.upload(seen));
      assertThat(e.outcomeUnknown()).isFalse();
      assertThat(e).hasMessageContaining("in 2 attempts").hasMessageNotContaining("applied");
      assertThat(proxy.connections()).isEqualTo(2);
      return e;
    }
  }

  private static void refuse(Socket socket, String response) throws IOException {
    SocketServer.read(socket);
    SocketServer.write(socket, response);
  }

  private static CleverTap client(String target, SocketServer proxy) {
    InetSocketAddress address =
        new InetSocketAddress("127.0.0.1", URI.create(proxy.baseUrl()).getPort());
    return WireMockCleverTap.clientOf(target)
        .allowPlainHttp()
        .httpClient(client -> client.proxy(ProxySelector.of(address)))
        .maxAttempts(2)
        .build();
  }
}
