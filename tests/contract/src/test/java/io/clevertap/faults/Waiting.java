package io.clevertap.faults;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Waits for conditions that no latch can signal. The test's timeout ends the wait. */
final class Waiting {

  private static final long PAUSE_MILLIS = 20;
  private static final Set<Thread.State> WAITING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private Waiting() {}

  /** Returns when the thread waits below a method of this name. */
  static void until(Thread thread, String method) throws InterruptedException {
    until(() -> waits(thread, method));
  }

  static void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static boolean waits(Thread thread, String method) {
    return WAITING.contains(thread.getState())
        && Stream.of(thread.getStackTrace()).anyMatch(at -> at.getMethodName().equals(method));
  }
}
