package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.Attempts;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.ResendPlan;
import io.clevertap.internal.upload.UploadCall;
import java.util.List;

/**
 * Sends the batches of a bulk upload. When the response to a batch is lost, it resends the records
 * for which that is safe; when a batch meets nothing but 429, it lets others go first.
 */
public final class LaneSender {

  private final UploadCall call;
  private final AdaptiveLimit limit;
  private final RetryPolicy retries;
  private final boolean retryAmbiguous;
  private final boolean dryRun;
  private volatile long answeredAt;

  /**
   * Creates a sender.
   *
   * @param call one that leaves lost responses to its caller
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
    this.answeredAt = retries.time().nanoTime();
  }

  /**
   * Sends a batch, for which the caller holds a permit of the limit.
   *
   * @return one outcome for each record, in order
   */
  List<RecordOutcome> send(List<EncodedRecord> batch) {
    Attempts attempts = retries.start();
    List<RecordOutcome> outcomes = sendInTurn(batch);
    List<Integer> again = resendable(batch, outcomes);
    while (!again.isEmpty() && attempts.awaitNext(again.size() + " records of unknown outcome")) {
      List<RecordOutcome> results = sendInTurn(again.stream().map(batch::get).toList());
      for (int i = 0; i < results.size(); i++) {
        int place = again.get(i);
        outcomes.set(place, ResendPlan.known(outcomes.get(place), results.get(i)));
      }
      again = resendable(batch, outcomes);
    }
    return outcomes;
  }

  /** A batch that met 429 was not applied, so it may wait as long as other batches get through. */
  private List<RecordOutcome> sendInTurn(List<EncodedRecord> batch) {
    Attempts turns = retries.startUnlimited();
    while (true) {
      try {
        List<RecordOutcome> outcomes = call.upload(batch, dryRun);
        answeredAt = retries.time().nanoTime();
        return outcomes;
      } catch (TooManyRequestsException e) {
        if (e.outcomeUnknown() || isHopeless() || !turns.awaitNext(e.getMessage())) {
          return UploadCall.failed(batch, e);
        }
        limit.giveWay();
      } catch (CleverTapException e) {
        return UploadCall.failed(batch, e);
      } catch (RuntimeException | Error e) { // a lane must not end with records in its hands
        return UploadCall.failed(batch, new TransportException("The call broke off", e, true));
      }
    }
  }

  private boolean isHopeless() {
    return retries.time().nanoTime() - answeredAt > retries.callTimeout().toNanos();
  }

  private List<Integer> resendable(List<EncodedRecord> batch, List<RecordOutcome> outcomes) {
    return ResendPlan.inOrder(
        batch,
        outcomes,
        place ->
            (retryAmbiguous || batch.get(place).repeatable())
                && outcomes.get(place) instanceof Failed failed
                && failed.mayHaveBeenApplied());
  }
}
