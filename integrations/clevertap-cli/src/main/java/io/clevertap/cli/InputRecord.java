package io.clevertap.cli;

import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A readable or unreadable record of the input, and its line.
 *
 * @param line the number of its first line, counted from 1
 * @param record the record; null if it cannot be read
 * @param original of an unreadable record, the text, or the part of the record that could be read
 * @param problem why the record cannot be read
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
   * @throws BadRecordException if it cannot be read; the upload reports this as its outcome
   */
  @Override
  public UploadRecord toRecord() {
    if (problem != null) {
      throw problem;
    }
    return Objects.requireNonNull(record);
  }
}
