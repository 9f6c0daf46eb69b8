package io.clevertap.internal;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.api.CleverTapApi;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TransportException;
import java.util.ArrayList;
import java.util.List;

/** Sends a batch, and sends those of its records again that met an error of CleverTap's own. */
final class Uploader {

  private static final Integer DRY_RUN = 1;

  private final CleverTapApi api;
  private final Backoff backoff;
  private final Time time;
  private final int maxAttempts;
  private final boolean resendLost;

  /**
   * Makes an uploader.
   *
   * @param resendLost whether a batch whose answer was lost is sent again where that does no harm;
   *     false leaves that to the caller
   */
  Uploader(CleverTapApi api, Backoff backoff, Time time, int maxAttempts, boolean resendLost) {
    this.api = api;
    this.backoff = backoff;
    this.time = time;
    this.maxAttempts = maxAttempts;
    this.resendLost = resendLost;
  }

  /**
   * Uploads, or validates.
   *
   * @return one outcome for each record, in order
   * @throws CleverTapException when the call failed as a whole, for every record alike
   */
  List<RecordOutcome> upload(List<PreparedRecord> records, boolean dryRun) {
    List<RecordOutcome> outcomes = new ArrayList<>(send(records, dryRun));
    List<Integer> again = serverErrors(records, outcomes);
    for (int attempt = 1; attempt < maxAttempts && !again.isEmpty(); attempt++) {
      List<PreparedRecord> batch = again.stream().map(records::get).toList();
      List<RecordOutcome> results;
      try {
        pause(attempt);
        results = send(batch, dryRun);
      } catch (CleverTapException e) {
        results = batch.stream().<RecordOutcome>map(r -> new Failed(r.source(), e)).toList();
      }
      for (int i = 0; i < results.size(); i++) {
        outcomes.set(again.get(i), results.get(i));
      }
      again = serverErrors(records, outcomes);
    }
    return outcomes;
  }

  static boolean isServerError(RecordOutcome outcome) {
    return outcome instanceof Rejected rejected
        && rejected.code() == RecordErrorCode.SERVER_ERROR.getValue();
  }

  private List<RecordOutcome> send(List<PreparedRecord> batch, boolean dryRun) {
    UploadBatch request = new UploadBatch(batch, resendLost, dryRun);
    return AnswerMapping.map(batch, api.upload(request, dryRun ? DRY_RUN : null));
  }

  private void pause(int attempt) {
    try {
      time.sleep(backoff.delay(attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException("Interrupted before the record was sent again", e, false);
    }
  }

  private static List<Integer> serverErrors(
      List<PreparedRecord> records, List<RecordOutcome> outcomes) {
    return Resend.inOrder(records, outcomes, (record, outcome) -> isServerError(outcome));
  }
}
