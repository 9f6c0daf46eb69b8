package io.clevertap.internal.http;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts of one call, with the waiting between them. Not thread-safe. */
public final class Attempts {

  private static final Logger LOG = LoggerFactory.getLogger("io.clevertap");

  private final RetryPolicy policy;
  private final int max;
  private final long end;
  private int number = 1;

  /**
   * Starts the first attempt.
   *
   * @param max how many there may be, the first one included
   * @param timeout the time for all of them, and all waiting
   */
  Attempts(RetryPolicy policy, int max, Duration timeout) {
    this.policy = policy;
    this.max = max;
    this.end = policy.time().nanoTime() + timeout.toNanos();
  }

  /** Returns the number of the current attempt, counted from 1. */
  public int number() {
    return number;
  }

  /** Returns the time that is left for the current attempt and all that follow, at least 1 ms. */
  public Duration left() {
    long nanos = end - policy.time().nanoTime();
    return Duration.ofNanos(Math.max(Duration.ofMillis(1).toNanos(), nanos));
  }

  /** Waits, with backoff, and starts the next attempt; see {@link #awaitNext(Duration, String)}. */
  public boolean awaitNext(String reason) {
    return awaitNext(policy.backoff().delay(number), reason);
  }

  /**
   * Waits, and starts the next attempt.
   *
   * @param reason why there should be another, for the log
   * @return false when there is none: the attempts are used up, the wait would exceed the time, or
   *     this thread was interrupted, which then still has its flag set
   */
  boolean awaitNext(Duration delay, String reason) {
    if (number >= max) {
      LOG.debug("{}; not sent again: {} attempts were made", reason, number);
      return false;
    }
    if (delay.compareTo(Duration.ofNanos(end - policy.time().nanoTime())) >= 0) {
      LOG.debug("{}; not sent again: waiting {} exceeds the time of the call", reason, delay);
      return false;
    }
    LOG.debug("{}; sent again after {}", reason, delay);
    try {
      policy.time().sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    number++;
    return true;
  }
}
