package io.clevertap;

import io.clevertap.ChangeOutcome.Accepted;
import io.clevertap.ChangeOutcome.Failed;
import io.clevertap.ChangeOutcome.Rejected;
import java.util.List;

/**
 * The result of a change to many users, which takes several requests. Immutable.
 *
 * @param outcomes one outcome for each part, in the order in which they were sent
 */
public record ChangeResult<T>(List<ChangeOutcome<T>> outcomes) {

  public ChangeResult {
    outcomes = List.copyOf(outcomes);
  }

  /** Returns whether CleverTap accepted every part. */
  public boolean allAccepted() {
    return outcomes.stream().allMatch(Accepted.class::isInstance);
  }

  /** Returns the parts that CleverTap rejected, each with its code and reason. */
  public List<Rejected<T>> rejected() {
    return outcomes.stream()
        .filter(Rejected.class::isInstance)
        .map(outcome -> (Rejected<T>) outcome)
        .toList();
  }

  /** Returns the parts that were not sent, or whose outcome is unknown. */
  public List<Failed<T>> failed() {
    return outcomes.stream()
        .filter(Failed.class::isInstance)
        .map(outcome -> (Failed<T>) outcome)
        .toList();
  }
}
