package io.clevertap;

import io.clevertap.exception.CleverTapException;

/**
 * The outcome of one part of a change to many users.
 *
 * @param <T> a part: a user, or a change
 */
public sealed interface ChangeOutcome<T> {

  /** Returns the part, as the caller gave it. */
  T item();

  /** CleverTap accepted the change, or queued it. */
  record Accepted<T>(T item) implements ChangeOutcome<T> {}

  /**
   * CleverTap rejected the change.
   *
   * @param code CleverTap's error code, 0 if it gave none
   * @param reason CleverTap's reason, empty if it gave none
   */
  record Rejected<T>(T item, int code, String reason) implements ChangeOutcome<T> {}

  /** The request failed, was not sent since an earlier one failed, or its outcome is unknown. */
  record Failed<T>(T item, CleverTapException cause) implements ChangeOutcome<T> {

    /** Returns whether CleverTap may have applied the change anyway. */
    public boolean mayHaveBeenApplied() {
      return cause.outcomeUnknown();
    }
  }
}
