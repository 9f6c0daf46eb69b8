package io.clevertap.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A call on a thread of its own that may wait. */
final class Waiting {

  private final FutureTask<Boolean> task;
  private final Thread thread;

  private Waiting(FutureTask<Boolean> task) {
    this.task = task;
    this.thread = new Thread(task);
    thread.setDaemon(true);
  }

  /** Starts a call, and returns when it waits or has ended. */
  static Waiting until(Callable<Boolean> call) {
    Waiting waiting = new Waiting(new FutureTask<>(call));
    waiting.thread.start();
    waiting.isDone();
    return waiting;
  }

  /** Starts a call that must wait. */
  static Waiting blocked(Callable<Boolean> call) {
    Waiting waiting = until(call);
    assertThat(waiting.isDone()).isFalse();
    return waiting;
  }

  /** Returns whether the call has ended, as soon as it has or waits. */
  boolean isDone() {
    while (true) {
      switch (thread.getState()) {
        case WAITING, TIMED_WAITING -> {
          return false;
        }
        case TERMINATED -> {
          return true;
        }
        default -> Thread.onSpinWait();
      }
    }
  }

  Thread thread() {
    return thread;
  }

  /** Returns what the call returned. */
  boolean result() throws Exception {
    return task.get(10, TimeUnit.SECONDS);
  }
}
