package io.clevertap.internal.http;

import io.clevertap.ClientListener;
import io.clevertap.client.api.Operation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits the batches that are sent in parallel: 1 until the first succeeds, so that wrong
 * credentials fail a single call, then the maximum; half as many after each 429, one more after
 * each round without. Other programs share the account's limit, and only a 429 reveals them.
 * Thread-safe.
 */
public final class AdaptiveLimit implements ClientListener {

  private interface Waiting<E extends Exception> {
    void await(Condition turn) throws E;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Condition> turns = new ArrayDeque<>(); // of the waiting threads
  private final Time time;
  private final int max;
  private double limit = 1;
  private boolean opened;
  private int inUse;
  private long loweredAt;

  public AdaptiveLimit(int max, Time time) {
    this.max = max;
    this.time = time;
    this.loweredAt = time.nanoTime();
  }

  /** Acquires a permit. Threads get permits in the order in which they asked for them. */
  public void acquire() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      acquire(Condition::await);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Releases a permit and acquires one again, after the threads that wait already. Ignores
   * interrupts meanwhile.
   */
  public void giveWay() {
    lock.lock();
    try {
      inUse--;
      acquire(Condition::awaitUninterruptibly);
    } finally {
      lock.unlock();
    }
  }

  public void release() {
    lock.lock();
    try {
      inUse--;
      signalNext();
    } finally {
      lock.unlock();
    }
  }

  private <E extends Exception> void acquire(Waiting<E> waiting) throws E {
    Condition turn = lock.newCondition();
    turns.add(turn);
    try {
      signalNext();
      while (turns.peek() != turn || inUse >= (int) limit) {
        waiting.await(turn);
      }
      inUse++;
    } finally {
      turns.remove(turn);
      signalNext();
    }
  }

  private void signalNext() {
    Condition next = turns.peek();
    if (next != null && inUse < (int) limit) {
      next.signal();
    }
  }

  /** Adapts the limit to the response to an attempt of an upload. */
  @Override
  public void attempted(Operation operation, int number, int status, Duration duration) {
    if (operation == Operation.UPLOAD && status == RetryingClient.TOO_MANY_REQUESTS) {
      lower(time.nanoTime() - duration.toNanos());
    } else if (operation == Operation.UPLOAD && status >= 200 && status < 300) {
      raise();
    }
  }

  void raise() {
    lock.lock();
    try {
      limit = opened ? Math.min(max, limit + 1 / limit) : max;
      opened = true;
      signalNext();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lowers the limit, unless it was lowered since the attempt started: attempts that were in flight
   * together lower it once.
   *
   * @param startedAt when the attempt that got 429 started, by {@link Time#nanoTime}
   */
  void lower(long startedAt) {
    lock.lock();
    try {
      if (startedAt - loweredAt >= 0) {
        limit = Math.max(1, limit / 2);
        opened = true;
        loweredAt = time.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns the current limit. */
  int current() {
    lock.lock();
    try {
      return (int) limit;
    } finally {
      lock.unlock();
    }
  }
}
