package io.clevertap.internal;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.api.CleverTapApi;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends a batch, and sends those of its records again that met an error of CleverTap's own. */
final class Uploader {

  private static final Integer DRY_RUN = 1;

  private final CleverTapApi api;
  private final Backoff backoff;
  private final Time time;
  private final ClientOptions options;
  private final boolean resendLost;

  /**
   * Makes an uploader.
   *
   * @param resendLost whether a batch whose answer was lost is sent again where that does no harm;
   *     false leaves that to the caller
   */
  Uploader(
      CleverTapApi api, Backoff backoff, Time time, ClientOptions options, boolean resendLost) {
    this.api = api;
    this.backoff = backoff;
    this.time = time;
    this.options = options;
    this.resendLost = resendLost;
  }

  /**
   * Uploads, or validates.
   *
   * @return one outcome for each record, in order
   * @throws CleverTapException when the call failed as a whole, for every record alike
   */
  List<RecordOutcome> upload(List<PreparedRecord> records, boolean dryRun) {
    long end = time.nanoTime() + options.callTimeout().toNanos();
    List<RecordOutcome> outcomes = new ArrayList<>(send(records, dryRun, end));
    List<RecordOutcome> latest = new ArrayList<>(outcomes);
    List<Integer> again = serverErrors(records, outcomes, latest);
    for (int attempt = 1; attempt < options.maxAttempts() && !again.isEmpty(); attempt++) {
      Duration delay = backoff.delay(attempt);
      if (delay.toNanos() >= end - time.nanoTime()) {
        break;
      }
      List<PreparedRecord> batch = again.stream().map(records::get).toList();
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
        outcomes.set(place, Resend.known(outcomes.get(place), results.get(i)));
      }
      again = serverErrors(records, outcomes, latest);
    }
    return outcomes;
  }

  static boolean isServerError(RecordOutcome outcome) {
    return outcome instanceof Rejected rejected
        && rejected.code() == RecordErrorCode.SERVER_ERROR.getValue();
  }

  private List<RecordOutcome> send(List<PreparedRecord> batch, boolean dryRun, long end) {
    long millisLeft = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - time.nanoTime()));
    UploadBatch request = new UploadBatch(batch, resendLost, dryRun, millisLeft);
    try {
      return AnswerMapping.map(batch, api.upload(request, dryRun ? DRY_RUN : null));
    } catch (CleverTapException e) {
      throw e;
    } catch (RuntimeException e) { // of a decorator of the transport, or a mistake of ours
      throw new TransportException("The upload broke off", e, !dryRun);
    }
  }

  /** Returns that each of the records failed, in a list that may be changed. */
  static List<RecordOutcome> failed(List<PreparedRecord> batch, RuntimeException cause) {
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
      List<PreparedRecord> records, List<RecordOutcome> outcomes, List<RecordOutcome> latest) {
    return Resend.inOrder(records, outcomes, place -> isServerError(latest.get(place)));
  }
}
