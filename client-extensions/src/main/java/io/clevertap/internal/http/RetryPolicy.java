package io.clevertap.internal.http;

import java.time.Duration;
import java.util.Random;

/**
 * How often, how long and at what pace a call is tried.
 *
 * @param maxAttempts the attempts of a call, the first one included
 * @param attemptTimeout the time for one attempt, from sending to the end of the response
 * @param callTimeout the time for a call, with all attempts and all waiting
 */
public record RetryPolicy(
    int maxAttempts, Duration attemptTimeout, Duration callTimeout, Backoff backoff, Time time) {

  /** Returns a policy of the system's time. */
  public static RetryPolicy of(int maxAttempts, Duration attemptTimeout, Duration callTimeout) {
    Backoff backoff = new Backoff(new Random());
    return new RetryPolicy(maxAttempts, attemptTimeout, callTimeout, backoff, Time.SYSTEM);
  }

  /** Starts a call with the time of a call. */
  public Attempts start() {
    return start(callTimeout);
  }

  /** Starts a call with this much time. */
  Attempts start(Duration timeout) {
    return new Attempts(this, maxAttempts, timeout);
  }

  /** Starts a call that is tried for as long as its caller allows. */
  public Attempts startUnlimited() {
    return new Attempts(this, Integer.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE / 2));
  }
}
