package io.clevertap.internal.http;

import feign.Client;
import io.clevertap.ClientListener;
import io.clevertap.client.api.Operation;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/** Stacks the clients that a request passes on top of one HTTP client. */
public final class ClientStack {

  private ClientStack() {}

  /** Returns the JDK's HTTP client with the caller's settings, redirects excepted. */
  public static HttpClients http(
      UnaryOperator<HttpClient.Builder> settings, Duration connectTimeout, Time time) {
    return new HttpClients(
        settings
            .apply(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NEVER),
        time);
  }

  /**
   * Returns the outermost client. From the outside in, a request passes the gate that closes, the
   * limit, the retries and the transport.
   *
   * @param transport wraps the client that sends each attempt
   */
  public static CloseableClient of(
      HttpClients http,
      UnaryOperator<Client> transport,
      RetryPolicy retries,
      int maxConcurrentUploads,
      ExceptionFactory exceptions,
      ClientListener listener) {
    Client attempt = transport.apply(new Transport(http, Transport.MAX_BODY_BYTES, retries.time()));
    Client call = new RetryingClient(attempt, exceptions, retries, listener);
    Map<String, Semaphore> permits = new HashMap<>();
    for (Operation operation : Operation.values()) {
      permits.put(operation.concurrencyGroup(), new Semaphore(operation.concurrencyLimit(), true));
    }
    permits.put(Operation.UPLOAD.concurrencyGroup(), new Semaphore(maxConcurrentUploads, true));
    Client limited = new LimitingClient(call, permits, exceptions, retries.time(), listener);
    return new CloseableClient(limited, exceptions);
  }
}
