package io.clevertap.spring;

import io.clevertap.ClientListener;
import io.clevertap.client.api.Operation;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derives CleverTap's health from the latest call. It makes no calls itself, because CleverTap
 * provides no free call and allows an account only a few at a time.
 */
final class CallHealth implements ClientListener {

  private record Call(Operation operation, Instant endedAt, @Nullable Throwable failure) {}

  /** Without it, an instance that receives no requests while it is down would stay down. */
  static final Duration FAILURE_COUNTS_FOR = Duration.ofMinutes(1);

  private final InstantSource clock;
  private volatile @Nullable Call latest;

  CallHealth(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void called(Operation operation, Duration duration, @Nullable Throwable failure) {
    if (failure == null || failure instanceof ResponseException || isUnreached(failure)) {
      latest = new Call(operation, clock.instant(), failure);
    }
  }

  /**
   * Returns {@code UP} or {@code DOWN}; {@code UNKNOWN} until the first call has ended, and a
   * minute after a failure.
   */
  String status() {
    Call call = latest;
    if (call == null) {
      return "UNKNOWN";
    }
    if (!isDown(call.failure())) {
      return "UP";
    }
    Instant countsUntil = call.endedAt().plus(FAILURE_COUNTS_FOR);
    return clock.instant().isBefore(countsUntil) ? "DOWN" : "UNKNOWN";
  }

  /** Returns the details of the latest call, without data of the account or of users. */
  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    Call call = latest;
    if (call != null) {
      details.put("operation", call.operation().operationId());
      details.put("endedAt", call.endedAt().toString());
      if (call.failure() != null) {
        details.put("failure", call.failure().getClass().getSimpleName());
      }
    }
    return details;
  }

  /** CleverTap is up if it responded, even to an invalid request or with a 429. */
  private static boolean isDown(@Nullable Throwable failure) {
    return failure instanceof AuthenticationException
        || failure instanceof ServerException
        || failure instanceof UnexpectedResponseException
        || failure instanceof TransportException;
  }

  /** A call that was interrupted, or was never sent, shows nothing about CleverTap. */
  private static boolean isUnreached(Throwable failure) {
    return failure instanceof TransportException && failure.getCause() instanceof IOException;
  }
}
