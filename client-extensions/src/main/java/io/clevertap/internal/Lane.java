package io.clevertap.internal;

import io.clevertap.client.model.UploadRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;

/**
 * The records of some users, in order, of which one batch is under way at a time. Guarded by the
 * lock of {@link Lanes}.
 */
final class Lane {

  private final ArrayDeque<BulkEntry> waiting = new ArrayDeque<>();
  private final int maxRecords;
  private final int maxBytes;
  private final Condition changed;
  private int waitingTokens;
  private long waitingBytes;
  private List<BulkEntry> underWay = List.of();

  /**
   * Makes an empty lane.
   *
   * @param changed signalled when the lane's thread should look again
   */
  Lane(int maxRecords, int maxBytes, Condition changed) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
    this.changed = changed;
  }

  /** How much of a batch's byte limit a record takes, with its comma. */
  static int bytes(PreparedRecord record) {
    return record.json().length + 1;
  }

  void add(BulkEntry entry) {
    waiting.add(entry);
    waitingTokens += entry.record().isToken() ? 1 : 0;
    waitingBytes += bytes(entry.record());
    if (waiting.size() == 1 || isBatchComplete()) {
      changed.signal();
    }
  }

  /** Takes the next batch: the oldest records, as many as may go in one call. */
  List<BulkEntry> take() {
    List<BulkEntry> batch = new ArrayList<>(Math.min(waiting.size(), maxRecords));
    int limit = maxRecords;
    int bytes = 0;
    for (BulkEntry next = waiting.peek(); next != null; next = waiting.peek()) {
      PreparedRecord record = next.record();
      limit = record.isToken() ? Math.min(limit, UploadRequest.MAX_TOKEN_RECORDS) : limit;
      if (batch.size() >= limit || !batch.isEmpty() && bytes + bytes(record) > maxBytes) {
        break;
      }
      batch.add(waiting.remove());
      bytes += bytes(record);
      waitingTokens -= record.isToken() ? 1 : 0;
    }
    waitingBytes -= bytes;
    underWay = batch;
    return batch;
  }

  /** Takes everything that waits. */
  List<BulkEntry> takeAll() {
    underWay = List.copyOf(waiting);
    waiting.clear();
    waitingTokens = 0;
    waitingBytes = 0;
    return underWay;
  }

  void settled() {
    underWay = List.of();
  }

  /** Tells whether the next batch would not grow by waiting longer. */
  boolean isBatchComplete() {
    int limit =
        waitingTokens > 0 ? Math.min(maxRecords, UploadRequest.MAX_TOKEN_RECORDS) : maxRecords;
    return waiting.size() >= limit || waitingBytes >= maxBytes;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  Condition changed() {
    return changed;
  }

  long oldestAddedAt() {
    return waiting.element().addedAt();
  }

  int underWay() {
    return underWay.size();
  }

  /** Returns the index of the first record that has no outcome yet. */
  OptionalLong firstUnsettled() {
    if (!underWay.isEmpty()) {
      return OptionalLong.of(underWay.get(0).index());
    }
    return waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waiting.element().index());
  }
}
