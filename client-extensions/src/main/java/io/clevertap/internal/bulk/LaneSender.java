package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.Attempts;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.ResendPlan;
import io.clevertap.internal.upload.UploadCall;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Sends the batches of a bulk upload. After a lost response, it resends the records for which that
 * is safe; a batch that was certainly not applied waits for CleverTap to recover. Thread-safe.
 */
public final class LaneSender {

  private final UploadCall call;
  private final Recovery recovery;
  private final RetryPolicy retries;
  private final boolean retryAmbiguous;
  private final boolean dryRun;

  /**
   * Creates a sender.
   *
   * @param call sends a batch, and leaves lost responses to its caller
   * @param stopped returns whether batches that wait for CleverTap to recover should fail
   */
  LaneSender(
      UploadCall call,
      AdaptiveLimit limit,
      RetryPolicy retries,
      BulkOptions options,
      BooleanSupplier stopped) {
    this.recovery = new Recovery(call.api(), limit, retries, options.waitForRecovery(), stopped);
    this.call = new UploadCall(recovery, call.retries(), call.resendLost());
    this.retries = retries;
    this.retryAmbiguous = options.retryAmbiguous();
    this.dryRun = options.dryRun();
  }

  /**
   * Sends a batch. The caller must hold a permit of the limit.
   *
   * @return one outcome for each record, in order
   */
  List<RecordOutcome> send(List<EncodedRecord> batch) {
    List<RecordOutcome> outcomes = sendOnce(batch);
    Attempts attempts = retries.startWithoutDeadline();
    List<Integer> again = resendable(batch, outcomes);
    while (!again.isEmpty()
        && recovery.pause(retryAfter(again.stream().map(outcomes::get)))
        && attempts.awaitNext(again.size() + " records of unknown outcome")) {
      List<RecordOutcome> results = sendOnce(again.stream().map(batch::get).toList());
      ResendPlan.combine(batch, outcomes, again, results);
      again = resendable(batch, outcomes);
    }
    return outcomes;
  }

  private List<RecordOutcome> sendOnce(List<EncodedRecord> batch) {
    try {
      return call.upload(batch, dryRun);
    } catch (CleverTapException e) {
      return UploadCall.failed(batch, e);
    } catch (RuntimeException | Error e) { // the lane must go on to settle its records
      return UploadCall.failed(
          batch, new TransportException("The call failed unexpectedly", e, !dryRun));
    }
  }

  private static Duration retryAfter(Stream<RecordOutcome> outcomes) {
    return outcomes
        .map(outcome -> outcome instanceof Failed failed ? failed.cause() : null)
        .filter(Objects::nonNull)
        .map(Recovery::retryAfter)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private List<Integer> resendable(List<EncodedRecord> batch, List<RecordOutcome> outcomes) {
    return ResendPlan.inOrder(
        batch,
        outcomes,
        index ->
            (retryAmbiguous || batch.get(index).repeatable())
                && outcomes.get(index) instanceof Failed failed
                && failed.mayHaveBeenApplied()
                && !(failed.cause() instanceof UnexpectedResponseException)); // not lost
  }
}
