package io.clevertap;

import io.clevertap.client.api.LimitException;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.internal.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Something that can be uploaded: a {@link Profile}, an {@link Event}, a {@link DeviceToken}, or
 * any type of your own that can produce its record. For a hand-made record, use a lambda: {@code ()
 * -> record}.
 */
@FunctionalInterface
public interface Uploadable {

  /** Returns the API's record. Called once per upload, on the thread that uploads or adds it. */
  UploadRecord toRecord();

  /**
   * Returns the identifier of the user, as the record is now: a builder may have been changed since
   * it was uploaded.
   *
   * @return the identifier; empty when the record has none
   */
  default Optional<UserId> userId() {
    return UserId.of(toRecord());
  }

  /**
   * Returns the record as JSON in CleverTap's form, as the record is now. It contains personal
   * data.
   *
   * @throws IllegalArgumentException when JSON cannot represent a value of the record
   */
  default String toJson() {
    try {
      return new String(Json.write(toRecord()), StandardCharsets.UTF_8);
    } catch (LimitException e) {
      throw new IllegalArgumentException("The record " + e.getMessage(), e);
    }
  }
}
