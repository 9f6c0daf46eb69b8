package io.clevertap.cli;

import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadRecord;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A readable or unreadable record of the input, and its line.
 *
 * @param number the number of the record in the input, counted from 1
 * @param line the number of its first line, counted from 1
 * @param record the record; null if it cannot be read
 * @param original of an unreadable record, the text, or the part of the record that could be read
 * @param problem why the record cannot be read
 * @param unconverted the properties that are still text, and the type that each must get
 */
record InputRecord(
    long number,
    long line,
    @Nullable UploadRecord record,
    @Nullable Object original,
    @Nullable BadRecordException problem,
    Map<String, ValueType> unconverted)
    implements Uploadable {

  static InputRecord good(long line, UploadRecord record) {
    return new InputRecord(0, line, record, null, null, Map.of());
  }

  static InputRecord bad(long line, Object original, BadRecordException problem) {
    return bad(line, original, problem, Map.of());
  }

  static InputRecord bad(
      long line, Object original, BadRecordException problem, Map<String, ValueType> unconverted) {
    return new InputRecord(0, line, null, original, problem, unconverted);
  }

  /** Returns this record with its number, which the parser does not know. */
  InputRecord numbered(long number) {
    return new InputRecord(number, line, record, original, problem, unconverted);
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
