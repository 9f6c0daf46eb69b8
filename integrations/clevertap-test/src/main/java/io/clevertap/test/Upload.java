package io.clevertap.test;

import io.clevertap.client.model.UploadRecord;
import java.util.List;

/**
 * An upload as it came.
 *
 * @param records what it held: profiles, events and device tokens, in order
 * @param dryRun whether it was one that stores nothing
 */
public record Upload(List<UploadRecord> records, boolean dryRun) {

  /** Keeps a copy of the list. */
  public Upload {
    records = List.copyOf(records);
  }
}
