package io.clevertap.internal.http;

import java.time.Duration;
import java.time.Instant;

/** The clocks and the sleep of all code that waits: the system's, unless a test overrides them. */
public interface Time {

  Time SYSTEM = new Time() {};

  /** Returns nanoseconds since an arbitrary origin, as {@link System#nanoTime()} does. */
  default long nanoTime() {
    return System.nanoTime();
  }

  /** Returns the time of day. */
  default Instant now() {
    return Instant.now();
  }

  default void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration.toMillis());
  }
}
