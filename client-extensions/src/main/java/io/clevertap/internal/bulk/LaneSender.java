package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.Attempts;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.ResendPlan;
import io.clevertap.internal.upload.UploadCall;
import java.util.List;

/**
 * Sends the batches of a bulk upload. After a lost response, it resends the records for which that
 * is safe; while a batch gets only 429, it lets other batches go first. Thread-safe.
 */
public final class LaneSender {

  private final UploadCall call;
  private final AdaptiveLimit limit;
  private final RetryPolicy retries;
  private final boolean retryAmbiguous;
  private final boolean dryRun;
  private volatile long lastResponseAt;

  /**
   * Creates a sender.
   *
   * @param call sends a batch, and leaves lost responses to its caller
   */
  LaneSender(
      UploadCall call,
      AdaptiveLimit limit,
      RetryPolicy retries,
      boolean retryAmbiguous,
      boolean dryRun) {
    this.call = call;
    this.limit = limit;
    this.retries = retries;
    this.retryAmbiguous = retryAmbiguous;
    this.dryRun = dryRun;
    this.lastResponseAt = retries.time().nanoTime();
  }

  /**
   * Sends a batch. The caller must hold a permit of the limit.
   *
   * @return one outcome for each record, in order
   */
  List<RecordOutcome> send(List<EncodedRecord> batch) {
    List<RecordOutcome> outcomes = sendInTurn(batch);
    Attempts attempts = retries.start(); // after any wait for 429, which uses up no attempts
    List<Integer> again = resendable(batch, outcomes);
    while (!again.isEmpty() && attempts.awaitNext(again.size() + " records of unknown outcome")) {
      List<RecordOutcome> results = sendInTurn(again.stream().map(batch::get).toList());
      ResendPlan.combine(batch, outcomes, again, results);
      again = resendable(batch, outcomes);
    }
    return outcomes;
  }

  /** Sends a batch, after each 429 again: it was not applied, and can wait for other batches. */
  private List<RecordOutcome> sendInTurn(List<EncodedRecord> batch) {
    Attempts turns = retries.startUnlimited();
    long firstRefusedAt = 0;
    while (true) {
      try {
        List<RecordOutcome> outcomes = call.upload(batch, dryRun);
        lastResponseAt = retries.time().nanoTime();
        return outcomes;
      } catch (TooManyRequestsException e) {
        firstRefusedAt = turns.number() == 1 ? retries.time().nanoTime() : firstRefusedAt;
        if (e.outcomeUnknown() || isHopeless(firstRefusedAt) || !turns.awaitNext(e.getMessage())) {
          return UploadCall.failed(batch, e);
        }
        limit.giveWay();
      } catch (CleverTapException e) {
        return UploadCall.failed(batch, e);
      } catch (RuntimeException | Error e) { // the lane must go on to settle its records
        return UploadCall.failed(
            batch, new TransportException("The call failed unexpectedly", e, !dryRun));
      }
    }
  }

  /** Returns whether no batch got through for the call timeout, since this one got 429. */
  private boolean isHopeless(long firstRefusedAt) {
    long now = retries.time().nanoTime();
    return Math.min(now - lastResponseAt, now - firstRefusedAt) > retries.callTimeout().toNanos();
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
