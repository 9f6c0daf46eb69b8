package io.clevertap.internal.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: any time between nothing and a bound that doubles with each
 * attempt.
 */
public final class Backoff {

  private static final Duration FIRST_BOUND = Duration.ofMillis(500);
  private static final Duration LAST_BOUND = Duration.ofSeconds(15);

  private final RandomGenerator random;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Returns how long to wait.
   *
   * @param attempt the attempt that has just failed, counted from 1
   */
  public Duration delay(int attempt) {
    long bound = FIRST_BOUND.toMillis() << Math.min(attempt - 1, 16);
    return Duration.ofMillis(random.nextLong(Math.min(bound, LAST_BOUND.toMillis()) + 1));
  }
}
