package io.clevertap.internal.http;

import java.time.Duration;
import java.time.Instant;

/** The clocks and the sleep of all code that waits, which tests replace. */
public interface Time {

  Time SYSTEM =
      new Time() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration.toMillis());
        }
      };

  /** Returns nanoseconds since an arbitrary origin, as {@link System#nanoTime()} does. */
  long nanoTime();

  /** Returns the time of day. */
  Instant now();

  void sleep(Duration duration) throws InterruptedException;
}
