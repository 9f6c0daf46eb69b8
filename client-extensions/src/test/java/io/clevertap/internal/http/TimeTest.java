package io.clevertap.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeTest {

  @Test
  void system_clocks_areTheSystems() {
    long nanos = System.nanoTime();
    Instant now = Instant.now();

    assertThat(Time.SYSTEM.nanoTime() - nanos).isBetween(0L, Duration.ofMinutes(1).toNanos());
    assertThat(Time.SYSTEM.now()).isBetween(now, now.plusSeconds(60));
  }

  @Test
  void system_sleepInterrupted_ends() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> Time.SYSTEM.sleep(Duration.ofHours(1)));
  }
}
