package io.clevertap.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffPropertyTest {

  @Property
  void delay_anyAttempt_isBetweenNothingAndADoublingBound(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int attempt, @ForAll long seed) {
    double bound = Math.min(500 * Math.pow(2, attempt - 1), 15_000);
    assertThat(new Backoff(new Random(seed)).delay(attempt))
        .isBetween(Duration.ZERO, Duration.ofMillis((long) bound));
  }

  @Example
  void delay_largestRandomNumber_isTheBound() {
    Backoff backoff =
        new Backoff(
            new Random() {
              private static final long serialVersionUID = 1L;

              @Override
              public long nextLong(long bound) {
                return bound - 1;
              }
            });
    assertThat(backoff.delay(1)).isEqualTo(Duration.ofMillis(500));
    assertThat(backoff.delay(2)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.delay(100)).isEqualTo(Duration.ofSeconds(15));
  }

  @Example
  void delay_manyClients_areSpreadOverTheWholeBound() {
    Backoff backoff = new Backoff(new Random(1));
    long[] delays = IntStream.range(0, 1000).mapToLong(i -> backoff.delay(2).toMillis()).toArray();
    assertThat(IntStream.of(0, 250, 500, 750))
        .allSatisfy(
            quarter ->
                assertThat(
                        LongStream.of(delays)
                            .filter(d -> d >= quarter && d <= quarter + 250)
                            .count())
                    .isGreaterThan(150));
  }
}
