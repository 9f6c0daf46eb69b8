package io.clevertap;

import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import java.util.List;

/**
 * The result of one upload. Immutable.
 *
 * @param outcomes one outcome for each record, in the order of the records
 */
public record UploadResult(List<RecordOutcome> outcomes) {

  public UploadResult {
    outcomes = List.copyOf(outcomes);
  }

  /** Returns whether CleverTap accepted every record. */
  public boolean allAccepted() {
    return accepted().size() == outcomes.size();
  }

  /** Returns the records that CleverTap accepted. */
  public List<Accepted> accepted() {
    return only(Accepted.class);
  }

  /** Returns the records that CleverTap rejected, each with its code and reason. */
  public List<Rejected> rejected() {
    return only(Rejected.class);
  }

  /** Returns the records whose outcome is unknown, or that could not be resent. */
  public List<Failed> failed() {
    return only(Failed.class);
  }

  private <T extends RecordOutcome> List<T> only(Class<T> type) {
    return outcomes.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
