package io.clevertap.internal.upload;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.Backoff;
import io.clevertap.internal.http.RetryLimits;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.record.EncodedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Sends a batch, and sends those of its records again that met an error of CleverTap's own. */
public final class UploadCall {

  private static final Integer DRY_RUN = 1;

  private final BiFunction<UploadRequest, @Nullable Integer, UploadResponse> api;
  private final Backoff backoff;
  private final Time time;
  private final RetryLimits limits;
  private final boolean resendLost;

  /**
   * Makes an uploader.
   *
   * @param api sends one request, and 1 with it if it is a dry run
   * @param resendLost whether a batch whose answer was lost is sent again where that does no harm;
   *     false leaves that to the caller
   */
  public UploadCall(
      BiFunction<UploadRequest, @Nullable Integer, UploadResponse> api,
      Backoff backoff,
      Time time,
      RetryLimits limits,
      boolean resendLost) {
    this.api = api;
    this.backoff = backoff;
    this.time = time;
    this.limits = limits;
    this.resendLost = resendLost;
  }

  /**
   * Uploads, or validates.
   *
   * @return one outcome for each record, in order
   * @throws CleverTapException when the call failed as a whole, for every record alike
   */
  public List<RecordOutcome> upload(List<EncodedRecord> records, boolean dryRun) {
    long end = time.nanoTime() + limits.callTimeout().toNanos();
    List<RecordOutcome> outcomes = new ArrayList<>(send(records, dryRun, end));
    List<RecordOutcome> latest = new ArrayList<>(outcomes);
    List<Integer> again = serverErrors(records, outcomes, latest);
    for (int attempt = 1; attempt < limits.maxAttempts() && !again.isEmpty(); attempt++) {
      Duration delay = backoff.delay(attempt);
      if (delay.toNanos() >= end - time.nanoTime()) {
        break;
      }
      List<EncodedRecord> batch = again.stream().map(records::get).toList();
      List<RecordOutcome> results;
      try {
        pause(delay);
        results = send(batch, dryRun, end);
      } catch (CleverTapException e) { // the other records keep their outcomes
        results = failed(batch, e);
      }
      for (int i = 0; i < results.size(); i++) {
        int place = again.get(i);
        latest.set(place, results.get(i));
        outcomes.set(place, ResendPlan.known(outcomes.get(place), results.get(i)));
      }
      again = serverErrors(records, outcomes, latest);
    }
    return outcomes;
  }

  private List<RecordOutcome> send(List<EncodedRecord> batch, boolean dryRun, long end) {
    long millisLeft = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - time.nanoTime()));
    EncodedUploadRequest request = new EncodedUploadRequest(batch, resendLost, dryRun, millisLeft);
    try {
      return OutcomeMapper.map(batch, api.apply(request, dryRun ? DRY_RUN : null));
    } catch (CleverTapException e) {
      throw e;
    } catch (RuntimeException e) { // of a decorator of the transport, or a mistake of ours
      throw new TransportException("The upload broke off", e, !dryRun);
    }
  }

  /** Returns that each of the records failed, in a list that may be changed. */
  public static List<RecordOutcome> failed(List<EncodedRecord> batch, RuntimeException cause) {
    List<RecordOutcome> outcomes = new ArrayList<>(batch.size());
    batch.forEach(record -> outcomes.add(new Failed(record.source(), cause)));
    return outcomes;
  }

  private void pause(Duration delay) {
    try {
      time.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException("Interrupted before the record was sent again", e, false);
    }
  }

  private static List<Integer> serverErrors(
      List<EncodedRecord> records, List<RecordOutcome> outcomes, List<RecordOutcome> latest) {
    return ResendPlan.inOrder(
        records, outcomes, place -> ResendPlan.isServerError(latest.get(place)));
  }
}
