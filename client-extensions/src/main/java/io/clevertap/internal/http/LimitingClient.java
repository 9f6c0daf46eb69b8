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
 * Keeps the requests in flight within what CleverTap allows of each operation. A request holds its
 * place through its retries too, so that backing off lowers the load.
 */
public final class LimitingClient implements Client {

  private final Client next;
  private final ExceptionFactory failures;
  private final ClientListener listener;
  private final Map<Operation, Semaphore> places;

  /**
   * Makes a limiter.
   *
   * @param limits the requests in flight by operation
   */
  LimitingClient(
      Client next,
      Map<Operation, Integer> limits,
      ExceptionFactory failures,
      ClientListener listener) {
    this.next = next;
    this.failures = failures;
    this.listener = listener;
    this.places =
        limits.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, limit -> new Semaphore(limit.getValue(), true)));
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    long millis = RequestMarks.timeLeft(request, options).readTimeoutMillis();
    Operation operation = Operations.of(request);
    Semaphore place = places.get(operation);
    long start = System.nanoTime();
    try {
      if (!place.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        throw failures.noPlace(request);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.interrupted(request, e, false);
    }
    try {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      listener.placeTaken(operation, waited);
      long left = Math.max(1, millis - waited.toMillis());
      return next.execute(request, RequestMarks.withReadTimeout(options, left));
    } finally {
      place.release();
      listener.placeReturned(operation);
    }
  }
}
