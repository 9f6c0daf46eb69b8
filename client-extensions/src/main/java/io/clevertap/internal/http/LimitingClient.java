package io.clevertap.internal.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.clevertap.ClientListener;
import io.clevertap.client.api.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Keeps the requests in flight within what CleverTap allows each group of operations. A request
 * keeps its permit across retries, so that backing off lowers the load.
 */
public final class LimitingClient implements Client {

  private final Client next;
  private final ExceptionFactory exceptions;
  private final Time time;
  private final ClientListener listener;
  private final Map<String, Semaphore> permits;

  /**
   * Creates a limiter.
   *
   * @param limits the limit on requests in flight of each group of operations
   */
  LimitingClient(
      Client next,
      Map<String, Integer> limits,
      ExceptionFactory exceptions,
      Time time,
      ClientListener listener) {
    this.next = next;
    this.exceptions = exceptions;
    this.time = time;
    this.listener = listener;
    this.permits =
        limits.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, limit -> new Semaphore(limit.getValue(), true)));
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    long millis = RequestMarks.timeLeft(request, options).readTimeoutMillis();
    Operation operation = RequestMarks.operation(request);
    Semaphore permit = permits.get(operation.concurrencyGroup());
    long start = time.nanoTime();
    try {
      if (!permit.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        throw exceptions.noPermit(request);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw exceptions.interrupted(request, e, false);
    }
    try {
      Duration waited = Duration.ofNanos(time.nanoTime() - start);
      listener.permitAcquired(operation, waited);
      long left = Math.max(1, millis - waited.toMillis());
      return next.execute(request, RequestMarks.withReadTimeout(options, left));
    } finally {
      permit.release();
      listener.permitReleased(operation);
    }
  }
}
