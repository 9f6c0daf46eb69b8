package io.clevertap.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that only advances when something sleeps. */
public final class FakeTime implements Time {

  private final List<Duration> sleeps = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - 1_000_000_000; // overflows during a test, as nanoTime may

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(nanos);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    sleeps.add(duration);
    pass(duration);
  }

  public void pass(Duration duration) {
    nanos += duration.toNanos();
  }

  public List<Duration> sleeps() {
    return sleeps;
  }
}
