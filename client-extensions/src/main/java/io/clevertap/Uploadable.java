package io.clevertap;

import io.clevertap.client.model.UploadRecord;

/**
 * Something that can be uploaded: a {@link Profile}, an {@link Event}, a {@link DeviceToken}, or
 * anything of the caller's own that knows its record. A lambda serves for a record that was made
 * otherwise: {@code () -> record}.
 */
@FunctionalInterface
public interface Uploadable {

  /**
   * Returns the record as the API has it. It is asked for once per upload, on the uploading thread.
   */
  UploadRecord toRecord();
}
