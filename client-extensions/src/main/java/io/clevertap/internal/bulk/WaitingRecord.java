package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.internal.record.EncodedRecord;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A record that was added and is not sent yet. Contains what the lanes need under their lock, so
 * that they need not read the record itself, which is no longer in the processor's cache.
 *
 * @param future completed with the outcome, if the caller asked for one
 * @param index the record's index in the bulk upload
 * @param addedAt when the record was added, in nanoseconds
 * @param bytes the length of the record in a batch, with its comma
 * @param isToken whether the record is a token, of which CleverTap takes few
 */
record WaitingRecord(
    EncodedRecord record,
    @Nullable CompletableFuture<RecordOutcome> future,
    long index,
    long addedAt,
    int bytes,
    boolean isToken) {

  WaitingRecord(
      EncodedRecord record,
      @Nullable CompletableFuture<RecordOutcome> future,
      long index,
      long addedAt) {
    this(record, future, index, addedAt, record.json().length + 1, record.isToken());
  }

  /** Returns which share of a batch with this limit the record fills. */
  int weight(int maxRecords) {
    return isToken ? Math.max(1, maxRecords / UploadRequest.MAX_TOKEN_RECORDS) : 1;
  }
}
