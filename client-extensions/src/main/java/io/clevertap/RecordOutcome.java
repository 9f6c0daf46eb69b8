package io.clevertap;

import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.CleverTapException;
import java.util.Optional;

/** The outcome of one record. Every uploaded record has exactly one. */
public sealed interface RecordOutcome {

  /** Returns the same object that the caller uploaded. */
  Uploadable record();

  /** Returns the identifier of the record's user; see {@link Uploadable#userId}. */
  default Optional<UserId> userId() {
    return record().userId();
  }

  /** CleverTap accepted the record. */
  record Accepted(Uploadable record) implements RecordOutcome {}

  /**
   * CleverTap rejected the record.
   *
   * @param code CleverTap's error code, 0 if it gave none
   * @param reason CleverTap's reason, empty if it gave none
   */
  record Rejected(Uploadable record, int code, String reason) implements RecordOutcome {

    /** Returns the code as a constant; empty for a code without one in this version. */
    public Optional<RecordErrorCode> knownCode() {
      return Optional.ofNullable(RecordErrorCode.fromValue(code));
    }
  }

  /** The record's call failed, or the response does not state the record's outcome. */
  record Failed(Uploadable record, RuntimeException cause) implements RecordOutcome {

    /** Returns whether CleverTap may have applied the record anyway. */
    public boolean mayHaveBeenApplied() {
      return cause instanceof CleverTapException failure && failure.outcomeUnknown();
    }
  }
}
