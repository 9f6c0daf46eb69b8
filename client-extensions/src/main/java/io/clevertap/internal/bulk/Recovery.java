package io.clevertap.internal.bulk;

import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.Attempts;
import io.clevertap.internal.http.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the requests of a bulk upload, and again those that were certainly not applied, until
 * CleverTap recovers. Its callers see none of these failures, unless the time to wait is over, and
 * count none of them as an attempt. Thread-safe.
 */
public final class Recovery
    implements BiFunction<UploadRequest, @Nullable Integer, UploadResponse> {

  private static final Logger LOG = LoggerFactory.getLogger("io.clevertap");
  private static final Duration STEP =
      Duration.ofSeconds(1); // until it looks whether the upload is stopped

  private final BiFunction<UploadRequest, @Nullable Integer, UploadResponse> api;
  private final AdaptiveLimit limit;
  private final RetryPolicy retries;
  private final long patienceNanos;
  private final BooleanSupplier stopped;
  private final AtomicBoolean down = new AtomicBoolean();
  private volatile boolean reached;
  private volatile boolean givenUp;
  private volatile long lastResponseAt;

  /**
   * Creates the recovery of one upload.
   *
   * @param patience how long a request waits while no other gets through; null for the call
   *     timeout, and no time until CleverTap responded once
   * @param stopped returns whether requests that wait should fail
   */
  Recovery(
      BiFunction<UploadRequest, @Nullable Integer, UploadResponse> api,
      AdaptiveLimit limit,
      RetryPolicy retries,
      @Nullable Duration patience,
      BooleanSupplier stopped) {
    this.api = api;
    this.limit = limit;
    this.retries = retries;
    this.patienceNanos =
        TimeUnit.NANOSECONDS.convert(patience == null ? retries.callTimeout() : patience);
    this.reached = patience != null;
    this.stopped = stopped;
    this.lastResponseAt = retries.time().nanoTime();
  }

  /** Sends a request. The caller must hold a permit of the limit. */
  @Override
  public UploadResponse apply(UploadRequest request, @Nullable Integer dryRun) {
    Attempts turns = retries.startUnlimited();
    long firstRefusedAt = 0;
    while (true) {
      try {
        UploadResponse response = api.apply(request, dryRun);
        lastResponseAt = retries.time().nanoTime();
        reached = true;
        givenUp = false;
        down.set(false);
        return response;
      } catch (CleverTapException e) {
        reached = reached || e instanceof ResponseException;
        firstRefusedAt = turns.number() == 1 ? retries.time().nanoTime() : firstRefusedAt;
        if (!isTemporary(e) || isHopeless(firstRefusedAt) || !awaitTurn(turns, e)) {
          throw e;
        }
      }
    }
  }

  /** Returns whether a request was certainly not applied, for a reason that may go away. */
  private boolean isTemporary(CleverTapException failure) {
    boolean unreachable =
        failure instanceof TransportException && failure.getCause() instanceof IOException;
    return !failure.outcomeUnknown()
        && (failure instanceof TooManyRequestsException || unreachable && reached);
  }

  /** Returns whether no request got through for too long, since this one was refused. */
  private boolean isHopeless(long firstRefusedAt) {
    long now = retries.time().nanoTime();
    if (Math.min(now - lastResponseAt, now - firstRefusedAt) > patienceNanos) {
      givenUp = true;
    }
    return givenUp;
  }

  /** Waits, and then lets other batches go first. Returns false when the request should fail. */
  private boolean awaitTurn(Attempts turns, CleverTapException failure) {
    if (!(failure instanceof TooManyRequestsException) && !down.getAndSet(true)) {
      LOG.warn("{}; the bulk upload waits for CleverTap", failure.getMessage());
    }
    if (!pause(retryAfter(failure)) || !turns.awaitNext(failure.getMessage())) {
      return false;
    }
    limit.giveWay();
    return !stopped.getAsBoolean();
  }

  /** Returns how long the response asks to wait; zero if it does not, or if there is none. */
  static Duration retryAfter(RuntimeException failure) {
    return failure instanceof ResponseException response
        ? response.retryAfter().orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  /**
   * Waits as long as CleverTap asked to, and before any backoff. Returns false if that is too long,
   * or when the upload is stopped or this thread is interrupted.
   */
  boolean pause(Duration asked) {
    if (TimeUnit.NANOSECONDS.convert(asked) > patienceNanos) {
      return false;
    }
    Duration left = asked;
    while (left.compareTo(Duration.ZERO) > 0 && !stopped.getAsBoolean()) {
      Duration step = left.compareTo(STEP) > 0 ? STEP : left;
      try {
        retries.time().sleep(step);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      left = left.minus(step);
    }
    return !stopped.getAsBoolean();
  }
}
