package io.clevertap.internal.upload;

import io.clevertap.ClientListener;
import io.clevertap.RecordOutcome;
import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.exception.CleverTapException;
import io.clevertap.internal.record.EncodedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Uploads or validates records in one call. */
public record SingleUpload(UploadCall call, boolean recordChecks, ClientListener listener) {

  /**
   * Reads and checks the records, and returns the call that sends them. The call returns one
   * outcome for each record, in order; without records it sends nothing.
   */
  public Supplier<List<RecordOutcome>> prepare(
      Collection<? extends Uploadable> records, boolean dryRun) {
    List<EncodedRecord> batch = new ArrayList<>(records.size());
    for (Uploadable record : records) {
      batch.add(EncodedRecord.of(record, batch.size(), recordChecks));
    }
    checkSize(batch);
    return () -> batch.isEmpty() ? List.of() : send(batch, dryRun);
  }

  private List<RecordOutcome> send(List<EncodedRecord> batch, boolean dryRun) {
    if (dryRun) {
      return call.upload(batch, true);
    }
    try {
      List<RecordOutcome> outcomes = call.upload(batch, false);
      listener.settled(outcomes);
      return outcomes;
    } catch (CleverTapException e) {
      listener.settled(UploadCall.failed(batch, e));
      throw e;
    }
  }

  private static void checkSize(List<EncodedRecord> batch) {
    boolean tokens = batch.stream().anyMatch(EncodedRecord::isToken);
    int limit = tokens ? UploadRequest.MAX_TOKEN_RECORDS : UploadRequest.RECORDS_MAX_ITEMS;
    if (batch.size() > limit) {
      String problem = "%d records are too many for one call%s; the limit is %d";
      throw new IllegalArgumentException(
          problem.formatted(batch.size(), tokens ? " with device tokens" : "", limit));
    }
  }
}
