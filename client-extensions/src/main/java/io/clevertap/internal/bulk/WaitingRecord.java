package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.internal.record.EncodedRecord;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A record that was added and is not sent yet. Contains what the lanes need under their lock, so
 * that they need not read the record itself, which is no longer in the processor's cache.
 */
final class WaitingRecord {

  private final EncodedRecord record;
  private final @Nullable CompletableFuture<RecordOutcome> future;
  private final long index;
  private final long addedAt;
  private final int bytes;
  private final boolean isToken;
  private @Nullable WaitingRecord next;

  /**
   * Creates an element of a lane.
   *
   * @param future completed with the outcome, if the caller asked for one
   * @param index the record's index in the bulk upload
   * @param addedAt when the record was added, in nanoseconds
   */
  WaitingRecord(
      EncodedRecord record,
      @Nullable CompletableFuture<RecordOutcome> future,
      long index,
      long addedAt) {
    this.record = record;
    this.future = future;
    this.index = index;
    this.addedAt = addedAt;
    this.bytes = record.json().length + 1;
    this.isToken = record.isToken();
  }

  EncodedRecord record() {
    return record;
  }

  @Nullable CompletableFuture<RecordOutcome> future() {
    return future;
  }

  long index() {
    return index;
  }

  long addedAt() {
    return addedAt;
  }

  /** Returns the length of the record in a batch, with its comma. */
  int bytes() {
    return bytes;
  }

  /** Returns whether the record is a token, of which CleverTap takes few. */
  boolean isToken() {
    return isToken;
  }

  /** Returns which share of a batch with this limit the record fills. */
  int weight(int maxRecords) {
    return isToken ? Math.max(1, maxRecords / UploadRequest.MAX_TOKEN_RECORDS) : 1;
  }

  /** Returns the next record of the lane; null if this is the newest one. */
  @Nullable WaitingRecord next() {
    return next;
  }

  void setNext(WaitingRecord next) {
    this.next = next;
  }
}
