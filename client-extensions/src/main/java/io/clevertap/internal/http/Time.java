package io.clevertap.internal.http;

import java.time.Duration;

/** The clock and the sleeper of whatever waits, so that tests need not. */
public interface Time {

  Time SYSTEM =
      new Time() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration.toMillis());
        }
      };

  /** Returns nanoseconds since some moment, as {@link System#nanoTime()} does. */
  long nanoTime();

  void sleep(Duration duration) throws InterruptedException;
}
