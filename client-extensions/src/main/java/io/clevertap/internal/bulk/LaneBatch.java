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
 * Records of some users that go to CleverTap in one call, in order. It grows until it is full, or
 * until it is sent.
 */
public final class LaneBatch {

  private final List<EncodedRecord> records = new ArrayList<>();
  private final List<@Nullable CompletableFuture<RecordOutcome>> answers = new ArrayList<>();
  private final int maxBytes;
  private final long firstIndex;
  private final long openedAt;
  private int maxRecords;
  private int bytes;

  /**
   * Makes an empty batch.
   *
   * @param maxBytes the limit of its records, each with a comma; a record that is longer goes alone
   * @param firstIndex how many records were added to the upload before its first
   * @param openedAt the time, in nanoseconds
   */
  LaneBatch(int maxRecords, int maxBytes, long firstIndex, long openedAt) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
    this.firstIndex = firstIndex;
    this.openedAt = openedAt;
  }

  /** How much of a batch's byte limit a record takes, with its comma. */
  static int bytes(EncodedRecord record) {
    return record.json().length + 1;
  }

  boolean hasRoomFor(EncodedRecord record) {
    return records.isEmpty()
        || records.size() < maxRecordsWith(record) && bytes + bytes(record) <= maxBytes;
  }

  /**
   * Adds a record.
   *
   * @param answer where its outcome goes besides the callbacks
   */
  void add(EncodedRecord record, @Nullable CompletableFuture<RecordOutcome> answer) {
    maxRecords = maxRecordsWith(record);
    bytes += bytes(record);
    records.add(record);
    answers.add(answer);
  }

  boolean isFull() {
    return records.size() >= maxRecords || bytes >= maxBytes;
  }

  /** Tells those who wait for a record of their own what became of it. */
  void answer(List<RecordOutcome> outcomes) {
    for (int i = 0; i < answers.size(); i++) {
      CompletableFuture<RecordOutcome> answer = answers.get(i);
      if (answer != null) {
        answer.complete(outcomes.get(i));
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
