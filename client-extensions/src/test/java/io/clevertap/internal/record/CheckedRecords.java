package io.clevertap.internal.record;

import static io.clevertap.internal.upload.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.clevertap.Uploadable;
import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.exception.InvalidRecordException;

/** Records that are checked, and what the check says. */
final class CheckedRecords {

  private CheckedRecords() {}

  /** Returns an event that is made without the builder. */
  static EventRecord event(String key, Object value) {
    return new EventRecord()
        .identity("ann")
        .eventName("Seen")
        .eventData(new EventProperties().putAdditionalProperty(key, value));
  }

  static void passes(Uploadable record) {
    assertThatNoException().isThrownBy(() -> batch(record));
  }

  /** Returns the message, which never repeats a value. All values start with v, é, 日 or 🙂. */
  static String invalid(Uploadable record, String... parts) {
    try {
      batch(record);
    } catch (InvalidRecordException e) {
      assertThat(e).hasMessageContainingAll(parts).hasNoCause();
      assertThat(e.getMessage()).doesNotContain("vvv").doesNotContain("ann@");
      return e.getMessage();
    }
    throw new AssertionError("not invalid: " + String.join(", ", parts));
  }

  /** Returns a text of this many bytes. */
  static String fill(String character, int bytes) {
    int size = character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    return character.repeat(bytes / size) + "x".repeat(bytes % size);
  }
}
