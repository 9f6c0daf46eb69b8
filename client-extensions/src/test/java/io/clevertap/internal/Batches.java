package io.clevertap.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.RecordOutcome;
import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadResponse;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Batches as they are sent, and answers as they come. */
public final class Batches {

  private Batches() {}

  /** Returns the JSON that is sent for a record, checks and all. */
  public static String json(Uploadable record) {
    return new String(PreparedRecord.of(record, 0, true).json(), StandardCharsets.UTF_8);
  }

  static List<PreparedRecord> batch(Uploadable... records) {
    return batch(Arrays.asList(records));
  }

  static List<PreparedRecord> batch(List<? extends Uploadable> records) {
    List<PreparedRecord> batch = new ArrayList<>();
    records.forEach(record -> batch.add(PreparedRecord.of(record, batch.size(), true)));
    return batch;
  }

  static UploadResponse answer(String json) {
    try {
      return Json.MAPPER.readValue(json, UploadResponse.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns one letter for each outcome: A accepted, R rejected, F failed. */
  static String letters(List<RecordOutcome> outcomes) {
    StringBuilder letters = new StringBuilder();
    outcomes.forEach(outcome -> letters.append(outcome.getClass().getSimpleName().charAt(0)));
    return letters.toString();
  }
}
