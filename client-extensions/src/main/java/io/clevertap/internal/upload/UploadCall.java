package io.clevertap.internal.upload;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.Attempts;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.record.EncodedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch, and resends the records that CleverTap rejected with a server error (555).
 *
 * @param api sends one request, with 1 as its second argument for a dry run
 * @param resendLost whether the call resends a batch whose response was lost, if that does no harm,
 *     and ends within the call timeout; if false, its caller does both
 */
public record UploadCall(
    BiFunction<UploadRequest, @Nullable Integer, UploadResponse> api,
    RetryPolicy retries,
    boolean resendLost) {

  private static final Integer DRY_RUN = 1;

  /**
   * Uploads or validates records.
   *
   * @return one outcome for each record, in order
   * @throws CleverTapException when the call failed for every record
   */
  public List<RecordOutcome> upload(List<EncodedRecord> records, boolean dryRun) {
    Attempts attempts = resendLost ? retries.start() : retries.startWithoutDeadline();
    List<RecordOutcome> outcomes = new ArrayList<>(send(records, dryRun, attempts.left()));
    List<RecordOutcome> latest = new ArrayList<>(outcomes);
    List<Integer> again = serverErrors(records, outcomes, latest);
    while (!again.isEmpty() && attempts.awaitNext(again.size() + " records with a server error")) {
      List<EncodedRecord> batch = again.stream().map(records::get).toList();
      List<RecordOutcome> results;
      try {
        results = send(batch, dryRun, attempts.left());
      } catch (CleverTapException e) { // the other records keep their outcomes
        results = failed(batch, e);
      }
      for (int i = 0; i < results.size(); i++) {
        latest.set(again.get(i), results.get(i));
      }
      ResendPlan.combine(records, outcomes, again, results);
      again = serverErrors(records, outcomes, latest);
    }
    return outcomes;
  }

  private List<RecordOutcome> send(List<EncodedRecord> batch, boolean dryRun, Duration left) {
    EncodedUploadRequest request = new EncodedUploadRequest(batch, resendLost, left.toMillis());
    try {
      return OutcomeMapper.map(batch, api.apply(request, dryRun ? DRY_RUN : null), !dryRun);
    } catch (CleverTapException e) {
      throw e;
    } catch (RuntimeException e) { // from a wrapper of the transport, or a bug
      throw new TransportException("The upload failed unexpectedly", e, !dryRun);
    }
  }

  /** Returns a mutable list in which each record failed with the same cause. */
  public static List<RecordOutcome> failed(List<EncodedRecord> batch, RuntimeException cause) {
    List<RecordOutcome> outcomes = new ArrayList<>(batch.size());
    batch.forEach(record -> outcomes.add(new Failed(record.source(), cause)));
    return outcomes;
  }

  private static List<Integer> serverErrors(
      List<EncodedRecord> records, List<RecordOutcome> outcomes, List<RecordOutcome> latest) {
    return ResendPlan.inOrder(
        records, outcomes, index -> ResendPlan.isServerError(latest.get(index)));
  }
}
