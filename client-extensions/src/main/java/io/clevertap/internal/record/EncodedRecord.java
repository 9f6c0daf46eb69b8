package io.clevertap.internal.record;

import io.clevertap.Uploadable;
import io.clevertap.client.api.Identified;
import io.clevertap.client.api.LimitException;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.exception.InvalidRecordException;
import java.util.Objects;

/**
 * A checked record and its JSON, written once.
 *
 * @param userKey the user's identifier; records with the same one keep their order
 * @param repeatable whether the record may be resent when the outcome of an attempt is unknown
 */
public record EncodedRecord(
    Uploadable source, UploadRecord record, byte[] json, String userKey, boolean repeatable) {

  /**
   * Checks and writes a record.
   *
   * @param index the record's index in the call or the bulk upload, counted from 0
   * @throws NullPointerException when the source or its record is null
   * @throws InvalidRecordException when CleverTap would reject the record
   */
  public static EncodedRecord of(Uploadable source, long index, boolean checked) {
    Objects.requireNonNull(source, () -> "record " + index);
    UploadRecord record = Objects.requireNonNull(source.toRecord(), () -> "record " + index);
    byte[] json;
    try {
      if (checked) {
        RecordValidator.validate(record);
      }
      json = Json.write(record);
      if (checked) {
        RecordValidator.validateSize(record, json.length);
      }
    } catch (LimitException e) {
      throw new InvalidRecordException(index, e.getMessage());
    }
    return new EncodedRecord(
        source, record, json, userKey(record), Repeatability.isRepeatable(record));
  }

  public boolean isToken() {
    return record instanceof TokenRecord;
  }

  /** Returns the first identifier of the record; empty if it has none. */
  private static String userKey(UploadRecord record) {
    if (record instanceof Identified named) {
      String key = named.getIdentity();
      key = key == null ? named.getObjectId() : key;
      key = key == null ? named.getFbid() : key;
      key = key == null ? named.getGpid() : key;
      return Objects.requireNonNullElse(key, "");
    }
    return record instanceof TokenRecord token
        ? Objects.requireNonNullElse(token.getObjectId(), "")
        : "";
  }
}
