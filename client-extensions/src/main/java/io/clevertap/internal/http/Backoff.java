package io.clevertap.internal.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: a random delay up to a bound that doubles with each
 * attempt, from 0.5 to 15 seconds.
 */
public record Backoff(RandomGenerator random) {

  private static final Duration FIRST_BOUND = Duration.ofMillis(500);
  private static final Duration LAST_BOUND = Duration.ofSeconds(15);

  /**
   * Returns the delay before the next attempt.
   *
   * @param attempt the number of the failed attempt, counted from 1
   */
  public Duration delay(int attempt) {
    long bound = FIRST_BOUND.toMillis() << Math.min(attempt - 1, 16);
    return Duration.ofMillis(random.nextLong(Math.min(bound, LAST_BOUND.toMillis()) + 1));
  }
}
