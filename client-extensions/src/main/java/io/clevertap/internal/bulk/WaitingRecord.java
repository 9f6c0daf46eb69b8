package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.internal.record.EncodedRecord;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A record that was added and is not sent yet.
 *
 * @param future completed with the outcome, if the caller asked for one
 * @param index the record's index in the bulk upload
 * @param addedAt when the record was added, in nanoseconds
 */
record WaitingRecord(
    EncodedRecord record,
    @Nullable CompletableFuture<RecordOutcome> future,
    long index,
    long addedAt) {

  /** Returns the length of the record in a batch, with its comma. */
  int bytes() {
    return record.json().length + 1;
  }

  /**
   * Returns which share of a batch with this limit the record fills: CleverTap takes few tokens.
   */
  int weight(int maxRecords) {
    return record.isToken() ? Math.max(1, maxRecords / UploadRequest.MAX_TOKEN_RECORDS) : 1;
  }
}
