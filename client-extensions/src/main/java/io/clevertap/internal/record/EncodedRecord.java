package io.clevertap.internal.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.Uploadable;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.exception.InvalidRecordException;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;

/** A record that was checked and written as JSON, once, and that can be sent as it is. */
public record EncodedRecord(
    Uploadable source, UploadRecord record, byte[] json, boolean repeatable) {

  /**
   * Prepares a record.
   *
   * @param index the record's place in the call or the run, counted from 0
   * @throws NullPointerException when there is no record
   * @throws InvalidRecordException when CleverTap would refuse it
   */
  public static EncodedRecord of(Uploadable source, long index, boolean checked) {
    Objects.requireNonNull(source, () -> "record " + index);
    UploadRecord record = Objects.requireNonNull(source.toRecord(), () -> "record " + index);
    byte[] json;
    try {
      json = Json.write(record);
    } catch (CharacterCodingException e) {
      throw new InvalidRecordException(index, "a text holds half of a surrogate pair");
    } catch (JsonProcessingException e) { // not kept as a cause: its message repeats the value
      throw new InvalidRecordException(index, "it cannot be written as JSON");
    }
    if (checked) {
      try {
        RecordValidator.check(record, json.length);
      } catch (RefusedException e) {
        throw new InvalidRecordException(index, e.getMessage());
      }
    }
    return new EncodedRecord(source, record, json, Repeatability.isRepeatable(record));
  }

  /** Returns whose the record is; the order of one user's records matters. */
  public String userKey() {
    return UserKey.of(record);
  }

  public boolean isToken() {
    return record instanceof TokenRecord;
  }
}
