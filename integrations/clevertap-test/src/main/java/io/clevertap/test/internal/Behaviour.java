package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.UserProfile;
import io.clevertap.test.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link StandIn} does about calls. Called on many threads at a time. As it is here,
 * everything goes well, and nothing is kept.
 */
public interface Behaviour {

  /** Returns whether these credentials are good. */
  default boolean admits(String accountId, String passcode) {
    return true;
  }

  /** Returns how long a call takes. */
  default Duration delay() {
    return Duration.ZERO;
  }

  /** Takes note of an upload, which may go wrong yet. */
  default void receive(JsonNode records, boolean dryRun) {}

  /** Returns what goes wrong with an upload of these records. */
  default Fault fault(JsonNode records) {
    return Fault.NONE;
  }

  /** Returns what goes wrong with a call that is no upload. */
  default Fault fault() {
    return Fault.NONE;
  }

  /** Returns why a record is refused that has nothing wrong with it; empty when it is taken. */
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

  /** Returns the profile of the user whom one of the ways to name one names. */
  default Optional<UserProfile> profile(Identifier identifier) {
    return Optional.empty();
  }
}
