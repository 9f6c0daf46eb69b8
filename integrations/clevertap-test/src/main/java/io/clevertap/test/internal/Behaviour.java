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
 * Decides how a {@link StandIn} handles calls. Called on many threads at the same time. By default
 * every call succeeds, and nothing is stored.
 */
public interface Behaviour {

  /** Returns whether these credentials are valid. */
  default boolean admits(String accountId, String passcode) {
    return true;
  }

  /** Returns how long a call takes. */
  default Duration delay() {
    return Duration.ZERO;
  }

  /** Notes a received upload, which may still fail. */
  default void receive(JsonNode records, boolean dryRun) {}

  /** Returns the fault of an upload of these records. */
  default Fault fault(JsonNode records) {
    return Fault.NONE;
  }

  /** Returns the fault of a call other than an upload. */
  default Fault fault() {
    return Fault.NONE;
  }

  /** Returns why a valid record is rejected; empty if it is accepted. */
  default Optional<RecordErrorCode> refusal(JsonNode record) {
    return Optional.empty();
  }

  /**
   * Stores the accepted records of one upload, in order. Never called for two uploads at the same
   * time. A record that it removes from the list is lost: the response counts only the others.
   */
  default void store(List<JsonNode> records) {}

  /** Puts the rejected records of a response into the order in which the response lists them. */
  default void arrange(List<ObjectNode> rejected) {}

  /** Returns the profile of the user with this identifier. */
  default Optional<UserProfile> profile(Identifier identifier) {
    return Optional.empty();
  }

  /** Returns all stored users, in the order in which they were created. */
  default List<Stored> users() {
    return List.of();
  }

  /** Deletes the user with this identifier, if there is one. */
  default void delete(Identifier identifier) {}

  /** Returns what the account contains beside users; by default nothing is kept. */
  default Account account() {
    return new Account();
  }

  /** Returns whether a page or a result is not ready yet, and counts that it was asked for. */
  default boolean isNotReady() {
    return false;
  }

  /** Returns whether cursors of exports and addresses for files have expired. */
  default boolean areCursorsExpired() {
    return false;
  }
}
