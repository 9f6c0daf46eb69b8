package io.clevertap.internal.bulk;

import io.clevertap.BulkCheckpoint;
import io.clevertap.RecordOutcome;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.EncodedUploadRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The records that were added and have no outcome yet. Each waits in the lane of its user. On
 * average a lane holds at most two batches: one under way and one that fills. Thread-safe.
 */
public final class Lanes {

  private enum State {
    OPEN,
    ENDING,
    STOPPED
  }

  private static final int BATCHES_PER_LANE = 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Lane[] lanes;
  private final long maxRecords;
  private final long maxBytes;
  private final long lingerNanos;
  private final Time time;
  private State state = State.OPEN;
  private volatile long added; // written under the lock
  private long held;
  private long heldBytes;

  Lanes(BulkOptions options, Time time) {
    int records = options.maxBatchRecords();
    int bytes = options.maxBatchBytes() - EncodedUploadRequest.ENVELOPE_BYTES;
    this.lanes = new Lane[options.parallelism()];
    Arrays.setAll(lanes, i -> new Lane(records, bytes, time, lock.newCondition()));
    this.maxRecords = (long) BATCHES_PER_LANE * lanes.length * records;
    this.maxBytes = (long) BATCHES_PER_LANE * lanes.length * options.maxBatchBytes();
    this.lingerNanos = TimeUnit.NANOSECONDS.convert(options.linger());
    this.time = time;
  }

  /**
   * Adds a record. Blocks while the lanes are full.
   *
   * @return false when they were still full after this time, or accept no more records
   */
  boolean add(EncodedRecord record, @Nullable CompletableFuture<RecordOutcome> future, long nanos)
      throws InterruptedException {
    Lane lane = lanes[Math.floorMod(spread(record.userKey().hashCode()), lanes.length)];
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (state == State.OPEN && isFull()) {
        wakeLanes();
        if (left <= 0) {
          return false;
        }
        left = room.awaitNanos(left);
      }
      if (state != State.OPEN) {
        return false;
      }
      held++;
      heldBytes += LaneBatch.bytes(record);
      lane.add(record, future, added++);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts a record that cannot be sent.
   *
   * @return false when the lanes accept no more records
   */
  boolean skip() {
    return locked(
        () -> {
          added += state == State.OPEN ? 1 : 0;
          return state == State.OPEN;
        });
  }

  /**
   * Waits until a lane has a batch to send: a full one, one past the linger time, or any while the
   * lanes are full.
   *
   * @return false when the lane will have no more batches
   */
  boolean awaitBatch(int index) throws InterruptedException {
    Lane lane = lanes[index];
    lock.lockInterruptibly();
    try {
      while (state != State.STOPPED) {
        if (lane.isEmpty()) {
          if (state == State.ENDING) {
            return false;
          }
          lane.changed().await();
        } else {
          long wait = lane.isFlushed() ? 0 : lane.oldestAddedAt() + lingerNanos - time.nanoTime();
          if (wait <= 0 || state == State.ENDING || lane.isBatchComplete() || isFull()) {
            return true;
          }
          lane.changed().await(wait, TimeUnit.NANOSECONDS);
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Removes and returns a lane's oldest batch; null if the upload was stopped. */
  @Nullable LaneBatch take(int index) {
    return locked(() -> state == State.STOPPED ? null : lanes[index].take());
  }

  /** Removes and returns all batches of a lane. */
  List<LaneBatch> takeAll(int index) {
    return locked(lanes[index]::takeAll);
  }

  /** Makes room after every record of a batch got its outcome. */
  void settled(int index, LaneBatch batch) {
    lock.lock();
    try {
      lanes[index].settled();
      held -= batch.size();
      heldBytes -= batch.bytes();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Makes the waiting batches due, as if their linger time were over. */
  void flush() {
    lock.lock();
    try {
      for (Lane lane : lanes) {
        lane.flush();
      }
      wakeLanes();
    } finally {
      lock.unlock();
    }
  }

  /** Accepts no more records; the waiting ones are still sent. */
  void end() {
    leave(State.OPEN, State.ENDING);
  }

  /** Accepts no more records and returns no more batches. */
  void stop() {
    leave(State.OPEN, State.STOPPED);
    leave(State.ENDING, State.STOPPED);
  }

  boolean isOpen() {
    return locked(() -> state == State.OPEN);
  }

  boolean isStopped() {
    return locked(() -> state == State.STOPPED);
  }

  /** Returns the number of records that were added. */
  long added() {
    return added;
  }

  /** Returns the position up to which every record has its outcome. */
  BulkCheckpoint checkpoint() {
    return locked(
        () -> {
          long completed =
              Arrays.stream(lanes)
                  .map(Lane::firstUnsettled)
                  .filter(Objects::nonNull)
                  .mapToLong(LaneBatch::firstIndex)
                  .min()
                  .orElse(added);
          return new BulkCheckpoint(completed, added - completed);
        });
  }

  /** Returns the number of records in batches that are under way. */
  long underWay() {
    return locked(() -> Arrays.stream(lanes).mapToLong(Lane::underWay).sum());
  }

  private void leave(State from, State to) {
    lock.lock();
    try {
      state = state == from ? to : state;
      room.signalAll();
      wakeLanes();
    } finally {
      lock.unlock();
    }
  }

  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull() {
    return held >= maxRecords || heldBytes >= maxBytes;
  }

  private void wakeLanes() {
    for (Lane lane : lanes) {
      lane.changed().signal();
    }
  }

  /** Mixes the bits of a hash code, because those of numbered users differ in a few low bits. */
  private static int spread(int hash) {
    return hash * 0x9E3779B9 >>> 8;
  }
}
