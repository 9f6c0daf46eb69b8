package io.clevertap.internal.http;

import java.time.Duration;
import java.util.Random;

/**
 * The number, time and pace of the attempts of a call.
 *
 * @param maxAttempts the maximum number of attempts, the first included
 * @param attemptTimeout the time for one attempt, from sending to the end of the response
 * @param callTimeout the time for a call with all attempts and waiting
 */
public record RetryPolicy(
    int maxAttempts, Duration attemptTimeout, Duration callTimeout, Backoff backoff, Time time) {

  private static final Duration NO_LIMIT = Duration.ofNanos(Long.MAX_VALUE / 2);

  /** Returns a policy that uses the system's clock. */
  public static RetryPolicy of(int maxAttempts, Duration attemptTimeout, Duration callTimeout) {
    Backoff backoff = new Backoff(new Random());
    return new RetryPolicy(maxAttempts, attemptTimeout, callTimeout, backoff, Time.SYSTEM);
  }

  /** Starts a call with the call timeout. */
  public Attempts start() {
    return start(callTimeout);
  }

  /** Starts a call with another timeout. */
  Attempts start(Duration timeout) {
    return new Attempts(this, maxAttempts, timeout);
  }

  /** Starts a call with a limit on attempts, and on the time of each but not of all together. */
  public Attempts startWithoutDeadline() {
    return new Attempts(this, maxAttempts, NO_LIMIT);
  }

  /** Starts a call without a limit on attempts and on the time of all together. */
  public Attempts startUnlimited() {
    return new Attempts(this, Integer.MAX_VALUE, NO_LIMIT);
  }
}
