package io.clevertap;

import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import java.util.List;

/**
 * What became of the records of one upload.
 *
 * @param outcomes one outcome for each record, in the order of the records
 */
public record UploadResult(List<RecordOutcome> outcomes) {

  public UploadResult {
    outcomes = List.copyOf(outcomes);
  }

  /** Tells whether CleverTap took every record. */
  public boolean allAccepted() {
    return accepted().size() == outcomes.size();
  }

  /** Returns the records that CleverTap took. */
  public List<Accepted> accepted() {
    return only(Accepted.class);
  }

  /** Returns the records that CleverTap refused, each with its code and reason. */
  public List<Rejected> rejected() {
    return only(Rejected.class);
  }

  /**
   * Returns the records of which it is not known whether CleverTap took them, or that could not be
   * sent again.
   */
  public List<Failed> failed() {
    return only(Failed.class);
  }

  private <T extends RecordOutcome> List<T> only(Class<T> type) {
    return outcomes.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
