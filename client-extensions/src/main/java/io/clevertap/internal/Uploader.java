package io.clevertap.internal;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.api.CleverTapApi;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TransportException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sends a batch, and sends those of its records again that met an error of CleverTap's own. */
final class Uploader {

  private static final Integer DRY_RUN = 1;

  private final CleverTapApi api;
  private final Backoff backoff;
  private final Time time;
  private final int maxAttempts;

  Uploader(CleverTapApi api, Backoff backoff, Time time, int maxAttempts) {
    this.api = api;
    this.backoff = backoff;
    this.time = time;
    this.maxAttempts = maxAttempts;
  }

  /**
   * Uploads, or validates.
   *
   * @return one outcome for each record, in order
   * @throws CleverTapException when the call failed as a whole, for every record alike
   */
  List<RecordOutcome> upload(List<PreparedRecord> records, boolean dryRun) {
    RecordOutcome[] outcomes = send(records, dryRun).toArray(RecordOutcome[]::new);
    List<Integer> again = serverErrors(outcomes);
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
        outcomes[again.get(i)] = results.get(i);
      }
      again = serverErrors(outcomes);
    }
    return Arrays.asList(outcomes);
  }

  private List<RecordOutcome> send(List<PreparedRecord> batch, boolean dryRun) {
    return AnswerMapping.map(batch, api.upload(new UploadBatch(batch), dryRun ? DRY_RUN : null));
  }

  private void pause(int attempt) {
    try {
      time.sleep(backoff.delay(attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException("Interrupted before the record was sent again", e, false);
    }
  }

  private static List<Integer> serverErrors(RecordOutcome[] outcomes) {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      if (outcomes[i] instanceof Rejected rejected
          && rejected.code() == RecordErrorCode.SERVER_ERROR.getValue()) {
        indexes.add(i);
      }
    }
    return indexes;
  }
}
