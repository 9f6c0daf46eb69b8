package io.clevertap.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.Uploadable;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.exception.InvalidRecordException;

/** A record that was checked and written as JSON, once, and that can be sent as it is. */
record PreparedRecord(Uploadable source, UploadRecord record, byte[] json, boolean repeatable) {

  /**
   * Prepares a record.
   *
   * @param index the record's place in the call or the run, counted from 0
   * @throws InvalidRecordException when CleverTap would refuse it
   */
  static PreparedRecord of(Uploadable source, long index, boolean checked) {
    UploadRecord record = source.toRecord();
    byte[] json;
    try {
      json = Json.MAPPER.writeValueAsBytes(record);
    } catch (JsonProcessingException e) {
      throw new InvalidRecordException(index, "it cannot be written as JSON"); // e repeats values
    }
    if (checked) {
      try {
        RecordChecks.check(record, json.length);
      } catch (RefusedException e) {
        throw new InvalidRecordException(index, e.getMessage());
      }
    }
    return new PreparedRecord(source, record, json, Repeatability.isRepeatable(record));
  }

  /** Returns whose the record is; the order of one user's records matters. */
  String userKey() {
    return UserKey.of(record);
  }

  boolean isToken() {
    return record instanceof TokenRecord;
  }
}
