package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.internal.record.EncodedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Records of some users that are sent in one call, in order. A batch grows until it is full or
 * sent. Guarded by the lock of {@link Lanes} until it is sent.
 */
public final class LaneBatch {

  private final List<EncodedRecord> records = new ArrayList<>();
  private final List<@Nullable CompletableFuture<RecordOutcome>> futures = new ArrayList<>();
  private final int maxBytes;
  private final long firstIndex;
  private final long openedAt;
  private int maxRecords;
  private int bytes;
  private boolean flushed;

  /**
   * Creates an empty batch.
   *
   * @param maxBytes the limit for its records with a comma each; a longer record is sent alone
   * @param firstIndex the index in the bulk upload of its first record
   * @param openedAt the current time in nanoseconds
   */
  LaneBatch(int maxRecords, int maxBytes, long firstIndex, long openedAt) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
    this.firstIndex = firstIndex;
    this.openedAt = openedAt;
  }

  /** Returns the length of a record in a batch, with its comma. */
  static int bytes(EncodedRecord record) {
    return record.json().length + 1;
  }

  boolean hasRoomFor(EncodedRecord record) {
    return records.isEmpty()
        || records.size() < maxRecordsWith(record) && bytes + bytes(record) <= maxBytes;
  }

  void add(EncodedRecord record, @Nullable CompletableFuture<RecordOutcome> future) {
    maxRecords = maxRecordsWith(record);
    bytes += bytes(record);
    records.add(record);
    futures.add(future);
  }

  boolean isFull() {
    return records.size() >= maxRecords || bytes >= maxBytes;
  }

  /** Returns whether a future takes the outcome of a record. */
  boolean hasFuture(int index) {
    return futures.get(index) != null;
  }

  /** Completes the futures of the records with their outcomes. */
  void complete(List<RecordOutcome> outcomes) {
    for (int i = 0; i < futures.size(); i++) {
      CompletableFuture<RecordOutcome> future = futures.get(i);
      if (future != null) {
        future.complete(outcomes.get(i));
      }
    }
  }

  List<EncodedRecord> records() {
    return Collections.unmodifiableList(records);
  }

  int size() {
    return records.size();
  }

  int bytes() {
    return bytes;
  }

  void flush() {
    flushed = true;
  }

  /** Returns whether the batch is sent without waiting for its linger time. */
  boolean isFlushed() {
    return flushed;
  }

  long firstIndex() {
    return firstIndex;
  }

  long openedAt() {
    return openedAt;
  }

  private int maxRecordsWith(EncodedRecord record) {
    return record.isToken() ? Math.min(maxRecords, UploadRequest.MAX_TOKEN_RECORDS) : maxRecords;
  }
}
