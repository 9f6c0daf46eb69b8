package io.clevertap.cli;

import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of the input and its place there, be it good or bad.
 *
 * @param line where it begins, counted from 1
 * @param record the record; null when it is bad
 * @param original what a bad one says: its text, or as much of a record as could be made of it
 * @param problem why it is bad
 */
record InputRecord(
    long line,
    @Nullable UploadRecord record,
    @Nullable Object original,
    @Nullable BadRecordException problem)
    implements Uploadable {

  static InputRecord good(long line, UploadRecord record) {
    return new InputRecord(line, record, null, null);
  }

  static InputRecord bad(long line, Object original, BadRecordException problem) {
    return new InputRecord(line, null, original, problem);
  }

  /**
   * Returns the record.
   *
   * @throws BadRecordException when it is bad, which the upload takes for its outcome
   */
  @Override
  public UploadRecord toRecord() {
    if (problem != null) {
      throw problem;
    }
    return Objects.requireNonNull(record);
  }
}
