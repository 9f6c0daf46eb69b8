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
 * The batches of some users, in order, of which one is under way at a time. Guarded by the lock of
 * {@link Lanes}.
 */
public final class Lane {

  private final ArrayDeque<LaneBatch> waiting = new ArrayDeque<>();
  private final int maxRecords;
  private final int maxBytes;
  private final Time time;
  private final Condition changed;
  private @Nullable LaneBatch underWay;

  /**
   * Makes an empty lane.
   *
   * @param changed signalled when the lane's thread should look again
   */
  Lane(int maxRecords, int maxBytes, Time time, Condition changed) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
    this.time = time;
    this.changed = changed;
  }

  /**
   * Adds a record to the batch that fills, or to a new one when it has no room.
   *
   * @param index how many records were added to the upload before
   */
  void add(EncodedRecord record, @Nullable CompletableFuture<RecordOutcome> answer, long index) {
    LaneBatch last = waiting.peekLast();
    if (last == null || !last.hasRoomFor(record)) {
      last = new LaneBatch(maxRecords, maxBytes, index, time.nanoTime());
      waiting.add(last);
    }
    last.add(record, answer);
    if (last.size() == 1 || isBatchComplete()) {
      changed.signal();
    }
  }

  /** Takes the batch that waits the longest. */
  LaneBatch take() {
    underWay = waiting.remove();
    return underWay;
  }

  /** Takes everything that waits. */
  List<LaneBatch> takeAll() {
    List<LaneBatch> all = new ArrayList<>(waiting);
    waiting.clear();
    underWay = all.isEmpty() ? null : all.get(0);
    return all;
  }

  void settled() {
    underWay = null;
  }

  /** Tells whether the next batch would not grow by waiting longer. */
  boolean isBatchComplete() {
    return waiting.size() > 1 || !waiting.isEmpty() && waiting.element().isFull();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  Condition changed() {
    return changed;
  }

  long oldestAddedAt() {
    return waiting.element().openedAt();
  }

  int underWay() {
    return underWay == null ? 0 : underWay.size();
  }

  /** Returns the first batch that has a record without an outcome. */
  @Nullable LaneBatch firstUnsettled() {
    return underWay == null ? waiting.peek() : underWay;
  }
}
