package io.clevertap.internal.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the attempts of one call, and waits between them. Not thread-safe. */
public final class Attempts {

  private static final Logger LOG = LoggerFactory.getLogger("io.clevertap");

  private final RetryPolicy policy;
  private final int max;
  private final long end;
  private int number = 1;
  private boolean interrupted;

  /**
   * Starts the first attempt.
   *
   * @param max the maximum number of attempts, the first included
   * @param timeout the time for all attempts and all waiting
   */
  Attempts(RetryPolicy policy, int max, Duration timeout) {
    this.policy = policy;
    this.max = max;
    this.end = policy.time().nanoTime() + timeout.toNanos();
  }

  /** Returns whether an interrupt ended the waiting. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Returns the number of the current attempt, counted from 1. */
  public int number() {
    return number;
  }

  /**
   * Returns the time left for this attempt and all later ones: at least 1 ms, and at most the call
   * timeout.
   */
  public Duration left() {
    return Duration.ofNanos(
        Math.max(
            Duration.ofMillis(1).toNanos(),
            Math.min(policy.callTimeout().toNanos(), end - policy.time().nanoTime())));
  }

  /** Waits, with backoff, and starts the next attempt; see {@link #awaitNext(Duration, String)}. */
  public boolean awaitNext(String reason) {
    return awaitNext(null, reason);
  }

  /**
   * Waits, with backoff, and starts the next attempt.
   *
   * @param atLeast how long to wait at least; null for the backoff alone
   * @param reason why another attempt is needed, for the log
   * @return false when there is none: no attempt is left, the wait would exceed the time, or this
   *     thread was interrupted, in which case its interrupt flag is set
   */
  boolean awaitNext(@Nullable Duration atLeast, String reason) {
    Duration backoff = policy.backoff().delay(number);
    Duration delay = atLeast == null || atLeast.compareTo(backoff) < 0 ? backoff : atLeast;
    if (number >= max) {
      LOG.debug("{}; not resent: {} attempts were made", reason, number);
      return false;
    }
    if (delay.compareTo(Duration.ofNanos(end - policy.time().nanoTime())) >= 0) {
      LOG.debug("{}; not resent: waiting {} would exceed the timeout", reason, delay);
      return false;
    }
    LOG.debug("{}; resending after {}", reason, delay);
    try {
      policy.time().sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted = true;
      return false;
    }
    number++;
    return true;
  }
}
