package io.clevertap.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.model.RecordErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link FakeCleverTap} does about uploads. Called on many threads at a time. As it is here,
 * everything goes well.
 */
public interface Behaviour {

  /** Returns what goes wrong with an upload of these records. */
  default Fault fault(JsonNode records) {
    return Fault.NONE;
  }

  /** Returns why a record is refused; empty when it is taken. */
  default Optional<RecordErrorCode> refusal(JsonNode record) {
    return Optional.empty();
  }

  /**
   * Stores records of one upload, those that are not refused, in order. What other uploads store
   * does not come in between.
   */
  default void store(List<JsonNode> records) {}

  /** Brings the refused records of an answer into the order in which they are named. */
  default void arrange(List<ObjectNode> refused) {}
}
