package io.clevertap.internal.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.RecordOutcome;
import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.internal.http.Backoff;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.record.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Creates batches and responses. */
public final class Batches {

  private Batches() {}

  /** Returns a policy with a call timeout of two minutes. */
  public static RetryPolicy retries(int maxAttempts, Time time) {
    return new RetryPolicy(
        maxAttempts,
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        new Backoff(new Random(1)),
        time);
  }

  /** Returns the JSON of a checked record. */
  public static String json(Uploadable record) {
    return new String(EncodedRecord.of(record, 0, true).json(), StandardCharsets.UTF_8);
  }

  public static List<EncodedRecord> batch(Uploadable... records) {
    return batch(Arrays.asList(records));
  }

  public static List<EncodedRecord> batch(List<? extends Uploadable> records) {
    List<EncodedRecord> batch = new ArrayList<>();
    records.forEach(record -> batch.add(EncodedRecord.of(record, batch.size(), true)));
    return batch;
  }

  public static UploadResponse response(String json) {
    try {
      return Json.MAPPER.readValue(json, UploadResponse.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns one letter for each outcome: A accepted, R rejected, F failed. */
  public static String letters(List<RecordOutcome> outcomes) {
    StringBuilder letters = new StringBuilder();
    outcomes.forEach(outcome -> letters.append(outcome.getClass().getSimpleName().charAt(0)));
    return letters.toString();
  }
}
