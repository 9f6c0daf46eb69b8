package io.clevertap.internal.http;

import java.time.Duration;

/** How calls are tried again. */
public record RetryPolicy(RetryLimits limits, Backoff backoff, Time time) {

  /** Starts a call with the time of a call. */
  public Attempts start() {
    return start(limits.callTimeout());
  }

  /** Starts a call with this much time. */
  Attempts start(Duration timeout) {
    return new Attempts(this, limits.maxAttempts(), timeout);
  }

  /** Starts a call that is tried for as long as its caller allows. */
  public Attempts startUnlimited() {
    return new Attempts(this, Integer.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE / 2));
  }
}
