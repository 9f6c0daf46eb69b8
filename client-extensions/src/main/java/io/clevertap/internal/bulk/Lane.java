package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.record.EncodedRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The batches of some users, in order, sent one at a time. Guarded by the lock of {@link Lanes}.
 */
public final class Lane {

  private final ArrayDeque<LaneBatch> waiting = new ArrayDeque<>();
  private final int maxRecords;
  private final int maxBytes;
  private final Time time;
  private final Condition changed;
  private @Nullable LaneBatch underWay;

  /**
   * Creates an empty lane.
   *
   * @param changed signalled when the lane's thread should check the lane again
   */
  Lane(int maxRecords, int maxBytes, Time time, Condition changed) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
    this.time = time;
    this.changed = changed;
  }

  /**
   * Adds a record to the last batch, or to a new one if that has no room.
   *
   * @param index the record's index in the bulk upload
   */
  void add(EncodedRecord record, @Nullable CompletableFuture<RecordOutcome> future, long index) {
    LaneBatch last = waiting.peekLast();
    if (last == null || !last.hasRoomFor(record)) {
      last = new LaneBatch(maxRecords, maxBytes, index, time.nanoTime());
      waiting.add(last);
    }
    last.add(record, future);
    if (last.size() == 1 || isBatchComplete()) {
      changed.signal();
    }
  }

  /** Removes and returns the oldest batch, which is now under way. */
  LaneBatch take() {
    underWay = waiting.remove();
    return underWay;
  }

  /** Removes and returns all batches. */
  List<LaneBatch> takeAll() {
    List<LaneBatch> all = new ArrayList<>(waiting);
    waiting.clear();
    underWay = all.isEmpty() ? null : all.get(0);
    return all;
  }

  void settled() {
    underWay = null;
  }

  /** Returns whether the oldest batch will not grow any more. */
  boolean isBatchComplete() {
    return waiting.size() > 1 || !waiting.isEmpty() && waiting.element().isFull();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  Condition changed() {
    return changed;
  }

  void flush() {
    waiting.forEach(LaneBatch::flush);
  }

  boolean isFlushed() {
    return waiting.element().isFlushed();
  }

  long oldestAddedAt() {
    return waiting.element().openedAt();
  }

  int underWay() {
    return underWay == null ? 0 : underWay.size();
  }

  /** Returns the oldest batch without outcomes; null if there is none. */
  @Nullable LaneBatch firstUnsettled() {
    return underWay == null ? waiting.peek() : underWay;
  }
}
