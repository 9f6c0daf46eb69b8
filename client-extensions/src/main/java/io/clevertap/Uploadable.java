package io.clevertap;

import io.clevertap.client.model.UploadRecord;

/**
 * Something that can be uploaded: a {@link Profile}, an {@link Event}, a {@link DeviceToken}, or
 * any type of your own that can produce its record. For a hand-made record, use a lambda: {@code ()
 * -> record}.
 */
@FunctionalInterface
public interface Uploadable {

  /** Returns the API's record. Called once per upload, on the thread that uploads or adds it. */
  UploadRecord toRecord();
}
