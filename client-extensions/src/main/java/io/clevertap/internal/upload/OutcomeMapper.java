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
  private final UploadResponse response;
  private final Map<Integer, Long> numbers;
  private final @Nullable RecordOutcome[] outcomes;
  private @Nullable List<JsonNode> sent;

  private OutcomeMapper(List<EncodedRecord> batch, UploadResponse response) {
    this.batch = batch;
    this.response = response;
    this.numbers =
        response.getUnprocessed().stream()
            .collect(Collectors.groupingBy(OutcomeMapper::number, Collectors.counting()));
    this.outcomes = new RecordOutcome[batch.size()];
  }

  /**
   * Returns one outcome for each record of the batch, in its order. A rejected record is found by
   * its number, unless the echoed record contradicts it, or else by its content. If one cannot be
   * found, or the response counts fewer records than were sent, no other record counts as accepted.
   *
   * @param mayApply whether the request may have applied a record, which a dry run does not
   */
  static List<RecordOutcome> map(
      List<EncodedRecord> batch, UploadResponse response, boolean mayApply) {
    OutcomeMapper mapping = new OutcomeMapper(batch, response);
    Map<Boolean, List<UnprocessedRecord>> byNumber =
        response.getUnprocessed().stream()
            .collect(Collectors.partitioningBy(mapping::isNumberRight));
    long lost =
        byNumber.get(true).stream().filter(e -> !mapping.reject(number(e) - 1, e)).count()
            + byNumber.get(false).stream().filter(e -> !mapping.rejectByContent(e)).count();
    mapping.settleRest(lost, mayApply);
    return Arrays.stream(mapping.outcomes).map(Objects::requireNonNull).toList();
  }

  private static int number(UnprocessedRecord entry) {
    Matcher number = RECORD_NUMBER.matcher(Objects.requireNonNullElse(entry.getError(), ""));
    return number.matches() ? Integer.parseInt(number.group(1)) : NO_NUMBER;
  }

  private static JsonNode echo(UnprocessedRecord entry) {
    return Json.treeOf(entry.getRecord());
  }

  /**
   * Returns whether an entry's record is the one with its number: the echo is that record, or fits
   * no other better. Without an echo, no other entry may have the number.
   */
  private boolean isNumberRight(UnprocessedRecord entry) {
    JsonNode echo = echo(entry);
    if (!isNumberPossible(entry, echo)) {
      return false;
    }
    if (echo.isEmpty()) {
      return numbers.get(number(entry)) == 1;
    }
    int index = number(entry) - 1;
    if (sent().get(index).equals(echo)) {
      return true; // as of most entries, so that no other record need be compared
    }
    int[] alike = mostAlike(echo);
    return alike.length == 0 || Arrays.stream(alike).anyMatch(i -> i == index);
  }

  /** Returns whether an entry has the number of a record of which the echo may be. */
  private boolean isNumberPossible(UnprocessedRecord entry, JsonNode echo) {
    int index = number(entry) - 1;
    return index >= 0
        && index < outcomes.length
        && (echo.isEmpty() || EchoMatcher.mayBe(sent().get(index), echo));
  }

  /**
   * Rejects the record that matches the echo best, if exactly one does and it has no outcome yet;
   * of records that are equal byte for byte, the first without an outcome. Where the echo may be
   * that of the record with the entry's number, only the same record outweighs the number.
   */
  private boolean rejectByContent(UnprocessedRecord entry) {
    JsonNode echo = echo(entry);
    int[] alike = mostAlike(echo);
    if (alike.length == 0
        || isNumberPossible(entry, echo) && !EchoMatcher.isSame(sent().get(alike[0]), echo)) {
      return false;
    }
    byte[] first = batch.get(alike[0]).json();
    return Arrays.stream(alike).allMatch(i -> Arrays.equals(batch.get(i).json(), first))
        && Arrays.stream(alike).anyMatch(i -> reject(i, entry));
  }

  /** Returns the indexes of the records that match an echo best; empty if none does. */
  private int[] mostAlike(JsonNode echo) {
    return EchoMatcher.FROM_CLOSE_TO_FAR.stream()
        .map(likeness -> alike(likeness, echo))
        .filter(alike -> alike.length > 0)
        .findFirst()
        .orElseGet(() -> new int[0]);
  }

  private int[] alike(BiPredicate<JsonNode, JsonNode> likeness, JsonNode echo) {
    return IntStream.range(0, batch.size())
        .filter(index -> likeness.test(sent().get(index), echo))
        .toArray();
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

  private void settleRest(long lost, boolean mayApply) {
    String problem = problem(lost);
    UnexpectedResponseException unclear = problem == null ? null : unclear(problem, mayApply);
    for (int index = 0; index < outcomes.length; index++) {
      if (outcomes[index] == null) {
        outcomes[index] =
            unclear == null
                ? new Accepted(batch.get(index).source())
                : new Failed(batch.get(index).source(), unclear);
      }
    }
  }

  /** Returns why the records that the response does not list are not accepted; null if they are. */
  private @Nullable String problem(long lost) {
    if (lost > 0) {
      return lost + " rejected records of the response match no record that was sent";
    }
    if (response.getStatus() == UploadStatus.FAIL) {
      return "the status is fail, but the response does not list every record";
    }
    Integer processed = response.getProcessed();
    int listed = response.getUnprocessed().size();
    if (processed != null && processed < batch.size() - listed) {
      return "of %d records that were sent, the response counts %d as processed and lists %d"
          .formatted(batch.size(), processed, listed);
    }
    return null;
  }

  private static UnexpectedResponseException unclear(String problem, boolean mayApply) {
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
