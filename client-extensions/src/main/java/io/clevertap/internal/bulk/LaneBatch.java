package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.internal.record.EncodedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Records of one or more lanes that are sent in one call, those of each lane in order. */
public final class LaneBatch {

  private final List<Lane> lanes = new ArrayList<>();
  private final List<EncodedRecord> records;
  private final List<@Nullable CompletableFuture<RecordOutcome>> futures;
  private final int maxBytes;
  private long firstIndex = Long.MAX_VALUE;
  private int maxRecords;
  private int bytes;

  /**
   * Creates an empty batch.
   *
   * @param maxBytes the limit for its records with a comma each; a longer record is sent alone
   */
  LaneBatch(int maxRecords, int maxBytes) {
    this.records = new ArrayList<>(maxRecords);
    this.futures = new ArrayList<>(maxRecords);
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /** Moves as many records of a lane to this batch as fit. Returns false if none did. */
  boolean takeFrom(Lane lane) {
    WaitingRecord next = lane.peek();
    if (next == null || !hasRoomFor(next)) {
      return false;
    }
    lanes.add(lane);
    while (next != null && hasRoomFor(next)) {
      add(lane.remove());
      next = lane.peek();
    }
    return true;
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

  /** Returns the lanes whose records this batch contains. */
  List<Lane> lanes() {
    return lanes;
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

  /** Returns the smallest index in the bulk upload of its records. */
  long firstIndex() {
    return firstIndex;
  }

  private boolean hasRoomFor(WaitingRecord next) {
    return records.isEmpty()
        || records.size() < maxRecordsWith(next) && bytes + next.bytes() <= maxBytes;
  }

  private void add(WaitingRecord next) {
    maxRecords = maxRecordsWith(next);
    bytes += next.bytes();
    firstIndex = Math.min(firstIndex, next.index());
    records.add(next.record());
    futures.add(next.future());
  }

  private int maxRecordsWith(WaitingRecord next) {
    return next.isToken() ? Math.min(maxRecords, UploadRequest.MAX_TOKEN_RECORDS) : maxRecords;
  }
}
