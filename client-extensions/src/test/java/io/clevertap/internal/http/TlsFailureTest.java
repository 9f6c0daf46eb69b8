package io.clevertap.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import feign.Request;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/**
 * TLS that fails before or after the request was sent. Only before it, an event may be resent. The
 * HTTP client's exceptions are the same in both cases.
 */
class TlsFailureTest {

  private static final Request.Options OPTIONS =
      new Request.Options(10, TimeUnit.SECONDS, 10, TimeUnit.SECONDS, false);

  @Test
  void execute_tlsFailsBeforeTheRequestIsSent_isAHandshake() {
    assertThatExceptionOfType(SSLHandshakeException.class)
        .isThrownBy(() -> execute(new FailingTls(false)));
  }

  @Test
  void execute_tlsFailsAfterTheRequestWasSent_isNotTakenForAHandshake() {
    assertThatIOException()
        .isThrownBy(() -> execute(new FailingTls(true)))
        .isInstanceOf(SSLException.class)
        .isNotInstanceOf(SSLHandshakeException.class);
  }

  private static void execute(HttpClient http) throws IOException {
    byte[] body = "{}".getBytes(UTF_8);
    Request request =
        Request.create(Request.HttpMethod.POST, "https://localhost/", Map.of(), body, UTF_8, null);
    new Transport(() -> http, 1000, Time.SYSTEM).execute(request, OPTIONS);
  }

  /** An HTTP client that fails with TLS, after it has read the body or without reading it. */
  private static final class FailingTls extends HttpClient {

    private final boolean sends;

    FailingTls(boolean sends) {
      this.sends = sends;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
        throws IOException {
      if (sends) {
        Flow.Subscriber<ByteBuffer> connection = connection();
        request.bodyPublisher().orElseGet(BodyPublishers::noBody).subscribe(connection);
      }
      throw new SSLException("Tag mismatch");
    }

    /** Returns a subscriber that reads everything and keeps nothing. */
    private static Flow.Subscriber<ByteBuffer> connection() {
      Flow.Subscriber<List<ByteBuffer>> discarding = BodySubscribers.discarding();
      return new Flow.Subscriber<>() {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
          discarding.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
          discarding.onNext(List.of(bytes));
        }

        @Override
        public void onError(Throwable failure) {
          discarding.onError(failure);
        }

        @Override
        public void onComplete() {
          discarding.onComplete();
        }
      };
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
        HttpRequest request, BodyHandler<T> handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
        HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
      return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
      return Optional.empty();
    }

    @Override
    public Redirect followRedirects() {
      return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
      return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SSLParameters sslParameters() {
      return new SSLParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
      return Optional.empty();
    }

    @Override
    public Version version() {
      return Version.HTTP_1_1;
    }

    @Override
    public Optional<Executor> executor() {
      return Optional.empty();
    }
  }
}
