package io.clevertap.internal.bulk;

import io.clevertap.BulkCheckpoint;
import io.clevertap.RecordOutcome;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.EncodedUploadRequest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The records that were added and have no outcome yet. Each waits in the lane of its user. A batch
 * takes records of as many lanes as it needs to be full, and none of a lane that has a batch under
 * way. Together the lanes hold at most two batches for each call in parallel: one under way and one
 * that waits. Thread-safe.
 */
public final class Lanes {

  private enum State {
    OPEN,
    ENDING,
    STOPPED
  }

  /** Many, so that a batch that is resent for long delays few users. */
  private static final int LANES = 1024;

  private static final int BATCHES_PER_CALL = 2;
  private static final long NOT_DUE = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition due = lock.newCondition();
  private final Lane[] lanes = new Lane[LANES];
  private final ArrayDeque<Lane> ready = new ArrayDeque<>(); // with records, and none under way
  private final Set<LaneBatch> underWay = new HashSet<>();
  private final int batchRecords;
  private final int batchBytes;
  private final long maxRecords;
  private final long maxBytes;
  private final long lingerNanos;
  private final Time time;
  private State state = State.OPEN;
  private volatile long added; // written under the lock
  private long flushed; // records with a smaller index do not wait for the linger time
  private long held;
  private long heldBytes;
  private long waiting;
  private long readyWeight;
  private long readyBytes;
  private int claims; // batches that threads are about to take

  Lanes(BulkOptions options, Time time) {
    this.batchRecords = options.maxBatchRecords();
    this.batchBytes = options.maxBatchBytes() - EncodedUploadRequest.ENVELOPE_BYTES;
    Arrays.setAll(lanes, i -> new Lane(batchRecords));
    this.maxRecords = (long) BATCHES_PER_CALL * options.parallelism() * batchRecords;
    this.maxBytes = (long) BATCHES_PER_CALL * options.parallelism() * options.maxBatchBytes();
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
    Lane lane = lanes[Math.floorMod(spread(record.userKey().hashCode()), LANES)];
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (state == State.OPEN && isFull()) {
        due.signal();
        if (left <= 0) {
          return false;
        }
        left = room.awaitNanos(left);
      }
      if (state != State.OPEN) {
        return false;
      }
      add(lane, new WaitingRecord(record, future, added++, time.nanoTime()));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void add(Lane lane, WaitingRecord record) {
    held++;
    waiting++;
    heldBytes += record.bytes();
    boolean isFirst = ready.isEmpty();
    boolean wasDue = isBatchReady();
    if (!lane.isUnderWay()) {
      if (lane.isEmpty()) {
        ready.add(lane);
      }
      readyWeight += record.weight(batchRecords);
      readyBytes += record.bytes();
    }
    lane.add(record);
    if (isFirst || !wasDue && isBatchReady()) {
      due.signal();
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
   * Waits until a batch should be sent: a full one, or the ready records if one of them is past the
   * linger time, or while the lanes are full. The caller must then {@linkplain #take take} it.
   *
   * @return false when there will be no more batches
   */
  boolean awaitBatch() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state != State.STOPPED && !(state == State.ENDING && waiting == 0)) {
        long wait = nanosUntilDue();
        if (wait <= 0) {
          claims++;
          due.signal(); // another batch may be due
          return true;
        }
        if (wait == NOT_DUE) {
          due.await();
        } else {
          due.await(wait, TimeUnit.NANOSECONDS);
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Removes and returns the next batch, which is now under way; null if there is none. */
  @Nullable LaneBatch take() {
    return locked(
        () -> {
          claims--;
          due.signal(); // to wait for what this batch leaves
          return state == State.STOPPED || ready.isEmpty() ? null : takeReady();
        });
  }

  /** Removes and returns the records that a stopped upload leaves, as one batch of several. */
  @Nullable LaneBatch takeLeft() {
    return locked(
        () -> {
          if (state != State.STOPPED || waiting == 0) {
            return null;
          }
          LaneBatch batch = new LaneBatch(batchRecords, batchBytes);
          Arrays.stream(lanes).forEach(batch::takeFrom);
          return started(batch);
        });
  }

  private LaneBatch takeReady() {
    LaneBatch batch = new LaneBatch(batchRecords, batchBytes);
    for (Iterator<Lane> next = ready.iterator(); !batch.isFull() && next.hasNext(); ) {
      Lane lane = next.next();
      long weight = lane.weight();
      long bytes = lane.bytes();
      if (batch.takeFrom(lane)) {
        next.remove();
        readyWeight -= weight;
        readyBytes -= bytes;
        lane.setUnderWay(true);
      }
    }
    return started(batch);
  }

  private LaneBatch started(LaneBatch batch) {
    underWay.add(batch);
    waiting -= batch.size();
    if (waiting == 0 && state == State.ENDING) {
      due.signalAll(); // no more threads are needed
    }
    return batch;
  }

  /** Makes room after every record of a batch got its outcome. */
  void settled(LaneBatch batch) {
    lock.lock();
    try {
      underWay.remove(batch);
      for (Lane lane : batch.lanes()) {
        if (lane.isUnderWay()) {
          lane.setUnderWay(false);
          if (!lane.isEmpty()) {
            ready.add(lane);
            readyWeight += lane.weight();
            readyBytes += lane.bytes();
          }
        }
      }
      held -= batch.size();
      heldBytes -= batch.bytes();
      due.signal();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Makes the waiting records due, as if their linger time were over. */
  void flush() {
    lock.lock();
    try {
      flushed = added;
      due.signal();
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
          LongStream first = underWay.stream().mapToLong(LaneBatch::firstIndex);
          LongStream next =
              Arrays.stream(lanes)
                  .map(Lane::peek)
                  .filter(Objects::nonNull)
                  .mapToLong(WaitingRecord::index);
          long completed = LongStream.concat(first, next).min().orElse(added);
          return new BulkCheckpoint(completed, added - completed);
        });
  }

  /** Returns the number of records in batches that are under way. */
  long underWay() {
    return locked(() -> held - waiting);
  }

  private void leave(State from, State to) {
    lock.lock();
    try {
      state = state == from ? to : state;
      room.signalAll();
      due.signalAll();
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

  /** Returns whether there are records for a full batch more than are about to be taken. */
  private boolean isBatchReady() {
    return readyWeight >= (claims + 1L) * batchRecords || readyBytes >= (claims + 1L) * batchBytes;
  }

  /** Returns how long until a batch should be sent; not positive if one should be sent now. */
  private long nanosUntilDue() {
    if (isBatchReady()) {
      return 0;
    }
    if (ready.isEmpty() || claims > 0) { // the batch that is about to be taken contains the rest
      return NOT_DUE;
    }
    if (state == State.ENDING || isFull()) {
      return 0;
    }
    long now = time.nanoTime();
    return ready.stream()
        .map(lane -> Objects.requireNonNull(lane.peek()))
        .mapToLong(next -> next.index() < flushed ? 0 : lingerNanos - (now - next.addedAt()))
        .min()
        .orElse(NOT_DUE);
  }

  /** Mixes the bits of a hash code, because those of numbered users differ in a few low bits. */
  private static int spread(int hash) {
    return hash * 0x9E3779B9 >>> 8;
  }
}
