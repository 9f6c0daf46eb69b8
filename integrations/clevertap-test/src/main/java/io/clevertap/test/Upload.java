package io.clevertap.test;

import io.clevertap.client.model.UploadRecord;
import java.util.List;

/**
 * An upload that the server received.
 *
 * @param records the profiles, events and device tokens of the upload, in order
 * @param dryRun whether the upload was a dry run, which stores nothing
 */
public record Upload(List<UploadRecord> records, boolean dryRun) {

  /** Copies the list. */
  public Upload {
    records = List.copyOf(records);
  }
}
