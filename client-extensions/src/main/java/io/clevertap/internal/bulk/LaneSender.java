package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.Backoff;
import io.clevertap.internal.http.RetryLimits;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.ResendPlan;
import io.clevertap.internal.upload.UploadCall;
import java.util.List;

/**
 * Sends the batches of a bulk upload. When the answer to a batch is lost, it sends those of its
 * records again that may be sent twice; when a batch meets nothing but 429, it lets others go
 * first.
 */
public final class LaneSender {

  private final UploadCall uploader;
  private final AdaptiveLimit limit;
  private final Backoff backoff;
  private final Time time;
  private final RetryLimits limits;
  private final boolean retryAmbiguous;
  private final boolean dryRun;
  private volatile long answeredAt;

  /**
   * Makes a sender.
   *
   * @param uploader one that leaves lost answers to its caller
   */
  LaneSender(
      UploadCall uploader,
      AdaptiveLimit limit,
      Backoff backoff,
      Time time,
      RetryLimits limits,
      boolean retryAmbiguous,
      boolean dryRun) {
    this.uploader = uploader;
    this.limit = limit;
    this.backoff = backoff;
    this.time = time;
    this.limits = limits;
    this.retryAmbiguous = retryAmbiguous;
    this.dryRun = dryRun;
    this.answeredAt = time.nanoTime();
  }

  /**
   * Sends a batch, whose place in the limit the caller holds.
   *
   * @return one outcome for each record, in order
   */
  List<RecordOutcome> send(List<EncodedRecord> batch) {
    long start = time.nanoTime();
    List<RecordOutcome> outcomes = sendInTurn(batch);
    List<Integer> again = resendable(batch, outcomes);
    for (int attempt = 1; isDue(attempt, start) && !again.isEmpty() && pause(attempt); attempt++) {
      List<RecordOutcome> results = sendInTurn(again.stream().map(batch::get).toList());
      for (int i = 0; i < results.size(); i++) {
        int place = again.get(i);
        outcomes.set(place, ResendPlan.known(outcomes.get(place), results.get(i)));
      }
      again = resendable(batch, outcomes);
    }
    return outcomes;
  }

  /** Nothing of a batch that met 429 was applied, so it may wait as long as others get through. */
  private List<RecordOutcome> sendInTurn(List<EncodedRecord> batch) {
    for (int turn = 1; ; turn++) {
      try {
        List<RecordOutcome> outcomes = uploader.upload(batch, dryRun);
        answeredAt = time.nanoTime();
        return outcomes;
      } catch (TooManyRequestsException e) {
        boolean hopeless = time.nanoTime() - answeredAt > limits.callTimeout().toNanos();
        if (e.outcomeUnknown() || hopeless || !pause(turn)) {
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

  private List<Integer> resendable(List<EncodedRecord> batch, List<RecordOutcome> outcomes) {
    return ResendPlan.inOrder(
        batch,
        outcomes,
        place ->
            (retryAmbiguous || batch.get(place).repeatable())
                && outcomes.get(place) instanceof Failed failed
                && failed.mayHaveBeenApplied());
  }

  private boolean isDue(int attempt, long start) {
    return attempt < limits.maxAttempts()
        && time.nanoTime() - start < limits.callTimeout().toNanos();
  }

  private boolean pause(int attempt) {
    try {
      time.sleep(backoff.delay(attempt));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
