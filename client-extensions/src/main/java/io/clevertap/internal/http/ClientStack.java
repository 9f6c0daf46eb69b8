package io.clevertap.internal.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.clevertap.ClientListener;
import io.clevertap.client.api.Operation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The clients that a request passes, from the outside in, over one HTTP client. */
public final class ClientStack implements Client {

  private final HttpClient http;
  private final CloseableClient outermost;

  /**
   * Creates a stack.
   *
   * @param transport wraps the client that sends each attempt
   */
  public ClientStack(
      HttpClient http,
      UnaryOperator<Client> transport,
      RetryPolicy retries,
      int maxConcurrentUploads,
      ExceptionFactory exceptions,
      ClientListener listener) {
    this.http = http;
    Client attempt = transport.apply(new Transport(http, Transport.MAX_BODY_BYTES, retries.time()));
    Client call = new RetryingClient(attempt, exceptions, retries, listener);
    Map<String, Integer> permits = new HashMap<>();
    for (Operation operation : Operation.values()) {
      permits.put(operation.concurrencyGroup(), operation.concurrencyLimit());
    }
    permits.put(Operation.UPLOAD.concurrencyGroup(), maxConcurrentUploads);
    Client limited = new LimitingClient(call, permits, exceptions, retries.time(), listener);
    this.outermost = new CloseableClient(limited, exceptions);
  }

  /** Returns the JDK's HTTP client for a stack, set up by the caller but for its safe settings. */
  public static HttpClient http(UnaryOperator<HttpClient.Builder> setUp, Duration connectTimeout) {
    return setUp
        .apply(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
        .connectTimeout(connectTimeout)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    return outermost.execute(request, options);
  }

  public boolean isClosed() {
    return outermost.isClosed();
  }

  /** Accepts no more requests, and waits for those that were made before. */
  public void close() throws InterruptedException {
    outermost.close();
  }

  /**
   * Closes idle connections on JDK 21 and later. On older JDKs they close when the client is
   * garbage-collected.
   */
  public void closeConnections() throws Exception {
    if ((Object) http instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
