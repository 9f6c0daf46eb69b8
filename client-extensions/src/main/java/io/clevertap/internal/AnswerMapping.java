package io.clevertap.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.model.UnprocessedRecord;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.exception.UnexpectedResponseException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells from CleverTap's answer what became of each record of a batch. */
final class AnswerMapping {

  private static final Pattern RECORD_NUMBER =
      Pattern.compile("Skipped record number\\s*:\\s*(\\d{1,9})");

  private final List<PreparedRecord> batch;
  private final @Nullable RecordOutcome[] outcomes;

  private AnswerMapping(List<PreparedRecord> batch) {
    this.batch = batch;
    this.outcomes = new RecordOutcome[batch.size()];
  }

  /**
   * Returns one outcome for each record of the batch, in its order. A refused record is found by
   * its number first and by its content second. When one cannot be found, no other record counts as
   * accepted.
   */
  static List<RecordOutcome> map(List<PreparedRecord> batch, UploadResponse answer) {
    AnswerMapping mapping = new AnswerMapping(batch);
    List<UnprocessedRecord> unnumbered =
        answer.getUnprocessed().stream().filter(entry -> !mapping.rejectByNumber(entry)).toList();
    long lost = unnumbered.stream().filter(entry -> !mapping.rejectByContent(entry)).count();
    mapping.settleTheRest(answer.getStatus(), lost);
    return Arrays.stream(mapping.outcomes).map(Objects::requireNonNull).toList();
  }

  private boolean rejectByNumber(UnprocessedRecord entry) {
    Matcher number = RECORD_NUMBER.matcher(Objects.requireNonNullElse(entry.getError(), ""));
    return number.find() && reject(Integer.parseInt(number.group(1)) - 1, entry);
  }

  private boolean rejectByContent(UnprocessedRecord entry) {
    if (entry.getRecord() == null) {
      return false;
    }
    JsonNode echo = Json.MAPPER.valueToTree(entry.getRecord());
    int[] unsettled =
        IntStream.range(0, batch.size()).filter(index -> outcomes[index] == null).toArray();
    OptionalInt same =
        Arrays.stream(unsettled)
            .filter(index -> RecordComparison.isSame(batch.get(index), echo))
            .findFirst();
    if (same.isPresent()) {
      return reject(same.getAsInt(), entry);
    }
    int[] alike =
        Arrays.stream(unsettled)
            .filter(index -> RecordComparison.isOfSameUser(batch.get(index), echo))
            .toArray();
    return alike.length == 1 && reject(alike[0], entry);
  }

  private boolean reject(int index, UnprocessedRecord entry) {
    if (index < 0 || index >= outcomes.length || outcomes[index] != null) {
      return false;
    }
    outcomes[index] =
        new Rejected(
            batch.get(index).source(),
            Objects.requireNonNullElse(entry.getCode(), 0),
            Objects.requireNonNullElse(entry.getError(), ""));
    return true;
  }

  private void settleTheRest(UploadStatus status, long lost) {
    boolean accepted = lost == 0 && status != UploadStatus.FAIL;
    for (int index = 0; index < outcomes.length; index++) {
      if (outcomes[index] == null) {
        outcomes[index] =
            accepted
                ? new Accepted(batch.get(index).source())
                : new Failed(batch.get(index).source(), unclear(status, lost));
      }
    }
  }

  private static UnexpectedResponseException unclear(UploadStatus status, long lost) {
    String problem =
        lost > 0
            ? lost + " refused records of the answer are none of those that were sent"
            : "the status is " + status + ", but not every record is named";
    return new UnexpectedResponseException(
        "What became of the record is not known: " + problem, 200, new byte[0], true);
  }
}
