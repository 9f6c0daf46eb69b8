package io.clevertap;

import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.CleverTapException;
import java.util.Optional;

/** What became of one record. Each record that is uploaded has exactly one outcome. */
public sealed interface RecordOutcome {

  /** Returns the record, the very object that the caller uploaded. */
  Uploadable record();

  /** CleverTap took the record. */
  record Accepted(Uploadable record) implements RecordOutcome {}

  /**
   * CleverTap refused the record.
   *
   * @param code the reason as a number, 0 where CleverTap gave none
   * @param reason the reason in CleverTap's words, empty where it gave none
   */
  record Rejected(Uploadable record, int code, String reason) implements RecordOutcome {

    /** Returns the reason as a constant; empty for a code that this version does not know. */
    public Optional<RecordErrorCode> knownCode() {
      return Optional.ofNullable(RecordErrorCode.fromValue(code));
    }
  }

  /** The record's call failed, or its answer does not tell what became of the record. */
  record Failed(Uploadable record, RuntimeException cause) implements RecordOutcome {

    /** Tells whether CleverTap may have applied the record all the same. */
    public boolean mayHaveBeenApplied() {
      return cause instanceof CleverTapException failure && failure.outcomeUnknown();
    }
  }
}
