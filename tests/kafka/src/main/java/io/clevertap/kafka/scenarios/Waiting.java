package io.clevertap.kafka.scenarios;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for another process, which can only be asked. */
final class Waiting {

  private static final Duration BETWEEN = Duration.ofMillis(100);

  private Waiting() {}

  /**
   * Asks until the answer is true.
   *
   * @throws IllegalStateException when it is not in time; an exception counts as false until then
   */
  static void until(Duration timeout, String what, Callable<Boolean> condition) {
    long end = System.nanoTime() + timeout.toNanos();
    Exception last = null;
    while (System.nanoTime() - end < 0) {
      try {
        if (condition.call()) {
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      sleep(BETWEEN);
    }
    throw new IllegalStateException("Waited " + timeout + " in vain for " + what, last);
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
