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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The records that were added and have no outcome yet. A record waits in the lane of its user, and
 * all lanes together hold no more than two batches each: one under way and one that fills.
 */
public final class Lanes {

  private enum State {
    OPEN,
    ENDING,
    STOPPED
  }

  private static final int BATCHES_EACH = 2;

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
    this.lanes =
        IntStream.range(0, options.parallelism())
            .mapToObj(
                i ->
                    new Lane(
                        options.maxBatchRecords(),
                        options.maxBatchBytes() - EncodedUploadRequest.ENVELOPE_BYTES,
                        time,
                        lock.newCondition()))
            .toArray(Lane[]::new);
    this.maxRecords = (long) BATCHES_EACH * options.parallelism() * options.maxBatchRecords();
    this.maxBytes = (long) BATCHES_EACH * options.parallelism() * options.maxBatchBytes();
    this.lingerNanos = options.linger().toNanos();
    this.time = time;
  }

  /**
   * Adds a record, and waits while there is no room.
   *
   * @return false when there was no room in time, or when no more records are taken
   */
  boolean add(EncodedRecord record, @Nullable CompletableFuture<RecordOutcome> answer, long nanos)
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
      lane.add(record, answer, added++);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts a record that cannot come to a lane.
   *
   * @return false when no more records are taken
   */
  boolean skip() {
    lock.lock();
    try {
      added += state == State.OPEN ? 1 : 0;
      return state == State.OPEN;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a lane has a batch that should go: a full one, one that has waited long enough, or
   * any while there is no room for more.
   *
   * @return false when there will be none any more
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
          long wait = lane.oldestAddedAt() + lingerNanos - time.nanoTime();
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

  /** Takes a lane's next batch; none when the upload was stopped. */
  @Nullable LaneBatch take(int index) {
    lock.lock();
    try {
      return state == State.STOPPED ? null : lanes[index].take();
    } finally {
      lock.unlock();
    }
  }

  /** Takes all that waits in a lane. */
  List<LaneBatch> takeAll(int index) {
    lock.lock();
    try {
      return lanes[index].takeAll();
    } finally {
      lock.unlock();
    }
  }

  /** Makes room: each record of what was taken from the lane has its outcome. */
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

  /** Takes no more records; those that wait are still sent. */
  void end() {
    leave(State.OPEN, State.ENDING);
  }

  /** Takes no more records and gives out no more batches. */
  void stop() {
    leave(State.OPEN, State.STOPPED);
    leave(State.ENDING, State.STOPPED);
  }

  boolean isOpen() {
    lock.lock();
    try {
      return state == State.OPEN;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many records were added. */
  long added() {
    return added;
  }

  /** Returns up to where every record has its outcome. */
  BulkCheckpoint checkpoint() {
    lock.lock();
    try {
      long completed =
          Arrays.stream(lanes)
              .map(Lane::firstUnsettled)
              .filter(Objects::nonNull)
              .mapToLong(LaneBatch::firstIndex)
              .min()
              .orElse(added);
      return new BulkCheckpoint(completed, added - completed);
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many records are in batches that are under way. */
  long underWay() {
    lock.lock();
    try {
      return Arrays.stream(lanes).mapToLong(Lane::underWay).sum();
    } finally {
      lock.unlock();
    }
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

  private boolean isFull() {
    return held >= maxRecords || heldBytes >= maxBytes;
  }

  private void wakeLanes() {
    for (Lane lane : lanes) {
      lane.changed().signal();
    }
  }

  /** Hash codes of numbered users differ in their low bits in steps that a division may meet. */
  private static int spread(int hash) {
    return hash * 0x9E3779B9 >>> 8;
  }
}
