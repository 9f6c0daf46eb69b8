package io.clevertap.internal.upload;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.model.UnprocessedRecord;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.record.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Maps CleverTap's response to an upload to the outcomes of its records. */
public final class OutcomeMapper {

  /** Finds the last number, because the text before it may repeat the record's content. */
  private static final Pattern RECORD_NUMBER =
      Pattern.compile(".*Skipped record number\\s*:\\s*(\\d{1,9})(?!\\d).*", Pattern.DOTALL);

  private static final int NO_NUMBER = 0;

  private final List<EncodedRecord> batch;
  private final @Nullable RecordOutcome[] outcomes;
  private @Nullable List<JsonNode> sent;

  private OutcomeMapper(List<EncodedRecord> batch) {
    this.batch = batch;
    this.outcomes = new RecordOutcome[batch.size()];
  }

  /**
   * Returns one outcome for each record of the batch, in its order. A rejected record is found by
   * its number, unless two entries have the same, or else by its content. If one cannot be found,
   * no other record counts as accepted.
   *
   * @param mayApply whether the request may have applied a record, which a dry run does not
   */
  static List<RecordOutcome> map(
      List<EncodedRecord> batch, UploadResponse response, boolean mayApply) {
    OutcomeMapper mapping = new OutcomeMapper(batch);
    Map<Integer, Long> numbers =
        response.getUnprocessed().stream()
            .map(OutcomeMapper::number)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    List<UnprocessedRecord> unnumbered =
        response.getUnprocessed().stream()
            .filter(entry -> numbers.get(number(entry)) > 1 || !mapping.rejectByNumber(entry))
            .toList();
    long lost = unnumbered.stream().filter(entry -> !mapping.rejectByContent(entry)).count();
    mapping.settleRest(response.getStatus(), lost, mayApply);
    return Arrays.stream(mapping.outcomes).map(Objects::requireNonNull).toList();
  }

  private static int number(UnprocessedRecord entry) {
    Matcher number = RECORD_NUMBER.matcher(Objects.requireNonNullElse(entry.getError(), ""));
    return number.matches() ? Integer.parseInt(number.group(1)) : NO_NUMBER;
  }

  private boolean rejectByNumber(UnprocessedRecord entry) {
    int index = number(entry) - 1;
    return index >= 0 && index < outcomes.length && reject(index, entry);
  }

  /**
   * Rejects the record that matches the echo best, if exactly one does and it has no outcome yet;
   * of records that are equal byte for byte, the first without an outcome.
   */
  private boolean rejectByContent(UnprocessedRecord entry) {
    JsonNode echo = Json.MAPPER.valueToTree(entry.getRecord());
    for (BiPredicate<JsonNode, JsonNode> likeness : EchoMatcher.FROM_CLOSE_TO_FAR) {
      int[] alike =
          IntStream.range(0, batch.size())
              .filter(index -> likeness.test(sent().get(index), echo))
              .toArray();
      if (alike.length > 0) {
        byte[] first = batch.get(alike[0]).json();
        return Arrays.stream(alike).allMatch(i -> Arrays.equals(batch.get(i).json(), first))
            && Arrays.stream(alike).anyMatch(i -> reject(i, entry));
      }
    }
    return false;
  }

  private boolean reject(int index, UnprocessedRecord entry) {
    if (outcomes[index] != null) {
      return false;
    }
    outcomes[index] =
        new Rejected(
            batch.get(index).source(),
            Objects.requireNonNullElse(entry.getCode(), 0),
            Objects.requireNonNullElse(entry.getError(), ""));
    return true;
  }

  private void settleRest(UploadStatus status, long lost, boolean mayApply) {
    boolean accepted = lost == 0 && status != UploadStatus.FAIL;
    UnexpectedResponseException unclear = accepted ? null : unclear(status, lost, mayApply);
    for (int index = 0; index < outcomes.length; index++) {
      if (outcomes[index] == null) {
        outcomes[index] =
            unclear == null
                ? new Accepted(batch.get(index).source())
                : new Failed(batch.get(index).source(), unclear);
      }
    }
  }

  private static UnexpectedResponseException unclear(
      UploadStatus status, long lost, boolean mayApply) {
    String problem =
        lost > 0
            ? lost + " rejected records of the response match no record that was sent"
            : "the status is " + status + ", but the response does not list every record";
    return new UnexpectedResponseException(
        "The outcome of the record is unknown: " + problem, 200, new byte[0], mayApply);
  }

  private List<JsonNode> sent() {
    if (sent == null) {
      sent = batch.stream().map(record -> Json.tree(record.json())).toList();
    }
    return sent;
  }
}
