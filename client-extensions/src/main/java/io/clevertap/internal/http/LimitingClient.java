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

/**
 * Keeps the requests in flight within CleverTap's limit for each group of operations. A request
 * keeps its permit across retries, so that backing off lowers the load. Thread-safe.
 *
 * @param permits the permits of each group of operations
 */
public record LimitingClient(
    Client next,
    Map<String, Semaphore> permits,
    ExceptionFactory exceptions,
    Time time,
    ClientListener listener)
    implements Client {

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
