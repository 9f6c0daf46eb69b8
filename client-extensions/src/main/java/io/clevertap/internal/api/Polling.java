package io.clevertap.internal.api;

import feign.RequestInterceptor;
import feign.RequestTemplate;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.CountResponse;
import io.clevertap.exception.NotReadyException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.http.RequestMarks;
import io.clevertap.internal.http.Time;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks again while CleverTap is not ready, within the time of one call. Thread-safe. */
public final class Polling implements RequestInterceptor {

  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final int LONGEST_DELAY = 5; // times the first

  private final Duration callTimeout;
  private final Time time;
  private final ThreadLocal<@Nullable Long> end = new ThreadLocal<>();

  public Polling(Duration callTimeout, Time time) {
    this.callTimeout = callTimeout;
    this.time = time;
  }

  /** Limits the time of a request to what is left for all requests of {@link #await}. */
  @Override
  public void apply(RequestTemplate template) {
    Long limit = end.get();
    if (limit != null) {
      long left = Duration.ofNanos(limit - time.nanoTime()).toMillis();
      RequestMarks.millisLeft(template, Math.max(1, left));
    }
  }

  /**
   * Asks until the result is finished, 1, 2, 3 and more seconds apart.
   *
   * @param request asks for the first time, and again whenever CleverTap is not ready
   * @param unfinished returns the request that asks for the rest of a result; null if it is
   *     finished
   * @throws NotReadyException when the result is not finished at the end of the call timeout
   */
  public <T> T await(Supplier<T> request, Function<T, @Nullable Supplier<T>> unfinished) {
    long limit = time.nanoTime() + callTimeout.toNanos();
    end.set(limit);
    try {
      Supplier<T> next = request;
      for (int number = 1; ; number++) {
        try {
          T result = next.get();
          Supplier<T> rest = unfinished.apply(result);
          if (rest == null) {
            return result;
          }
          next = rest;
        } catch (NotReadyException e) {
          // the same request again
        }
        sleep(FIRST_DELAY.multipliedBy(Math.min(number, LONGEST_DELAY)), limit);
      }
    } finally {
      end.remove();
    }
  }

  /**
   * Asks until a response is finished.
   *
   * @param id returns the id of a response that is not finished
   * @param again asks again, by that id
   */
  public <T extends StatusResponse> T finished(
      Supplier<T> request, Function<T, @Nullable Object> id, Function<String, T> again) {
    return await(
        request,
        response -> {
          Object unfinished = id.apply(response);
          return unfinished == null || StatusResponse.SUCCESS.equalsIgnoreCase(response.getStatus())
              ? null
              : () -> again.apply(unfinished.toString());
        });
  }

  /**
   * Asks until CleverTap has counted.
   *
   * @param again asks again for an unfinished count, by its id
   */
  public long count(Supplier<CountResponse> request, Function<String, CountResponse> again) {
    Long count = finished(request, CountResponse::getReqId, again).getCount();
    if (count == null) {
      throw new UnexpectedResponseException("it has no count");
    }
    return count;
  }

  private void sleep(Duration delay, long limit) {
    if (delay.toNanos() >= limit - time.nanoTime()) {
      String message = "CleverTap was not ready within the call timeout of %s; raise callTimeout()";
      throw new NotReadyException(message.formatted(callTimeout));
    }
    try {
      time.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException("Waiting for CleverTap was interrupted", e, false);
    }
  }
}
