package io.clevertap.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.ChangeOutcome;
import io.clevertap.ChangeOutcome.Accepted;
import io.clevertap.ChangeOutcome.Failed;
import io.clevertap.ChangeOutcome.Rejected;
import io.clevertap.ChangeResult;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.UnprocessedRecord;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends a change of many parts in requests of limited size, one after the other, because CleverTap
 * allows few requests at a time.
 *
 * @param checked whether it checks all requests before it sends the first
 */
public record Changes(boolean checked) {

  private record Batch<T, R>(List<T> items, R request) {}

  /**
   * Sends a change. After a request that failed, no other is sent.
   *
   * @param size the maximum number of parts in a request
   * @param request returns the request for some parts
   * @param call sends a request; returns null if the response states nothing of each part
   * @return an outcome for each part
   * @throws IllegalArgumentException when a part is invalid; nothing was sent
   * @throws CleverTapException when the first request failed
   */
  public <T, R> ChangeResult<T> send(
      Operation operation,
      List<T> items,
      int size,
      Function<List<T>, R> request,
      Function<R, @Nullable UploadResponse> call) {
    List<Batch<T, R>> batches = new ArrayList<>();
    for (int from = 0; from < items.size(); from += size) {
      List<T> part = items.subList(from, Math.min(from + size, items.size()));
      Batch<T, R> batch = new Batch<>(part, request.apply(part));
      if (checked) {
        ObservedCalls.check(operation, batch.request());
      }
      batches.add(batch);
    }
    List<ChangeOutcome<T>> outcomes = new ArrayList<>();
    CleverTapException failure = null;
    for (Batch<T, R> batch : batches) {
      try {
        if (failure != null) {
          throw new NotSentException("Not sent, because an earlier request failed", failure);
        }
        outcomes.addAll(outcomes(batch.items(), call.apply(batch.request())));
      } catch (CleverTapException e) {
        if (outcomes.isEmpty()) {
          throw e;
        }
        failure = failure == null ? e : failure;
        batch.items().forEach(item -> outcomes.add(new Failed<>(item, e)));
      }
    }
    return new ChangeResult<>(outcomes);
  }

  /** Finds each rejected part by its echo. If that fails, no other part counts as accepted. */
  private static <T> List<ChangeOutcome<T>> outcomes(
      List<T> items, @Nullable UploadResponse response) {
    List<UnprocessedRecord> rejections =
        response == null ? List.of() : new ArrayList<>(response.getUnprocessed());
    List<ChangeOutcome<T>> outcomes = new ArrayList<>();
    for (T item : items) {
      JsonNode sent = Json.MAPPER.valueToTree(item);
      UnprocessedRecord rejection =
          rejections.stream().filter(e -> sent.equals(echo(e))).findFirst().orElse(null);
      if (rejection == null) {
        outcomes.add(new Accepted<>(item));
      } else {
        rejections.remove(rejection);
        int code = Objects.requireNonNullElse(rejection.getCode(), 0);
        String reason = Objects.requireNonNullElse(rejection.getError(), "");
        outcomes.add(new Rejected<>(item, code, reason));
      }
    }
    if (response != null && isUnclear(response, items.size(), rejections.size())) {
      UnexpectedResponseException unclear =
          new UnexpectedResponseException(
              "The outcome is unknown: the response does not state which parts were rejected",
              200,
              new byte[0],
              true);
      outcomes.replaceAll(o -> o instanceof Accepted ? new Failed<>(o.item(), unclear) : o);
    }
    return outcomes;
  }

  private static boolean isUnclear(UploadResponse response, int sent, int lost) {
    int rejected = response.getUnprocessed().size();
    Integer processed = response.getProcessed();
    return lost > 0
        || response.getStatus() == UploadStatus.FAIL && rejected < sent
        || processed != null && processed < sent - rejected;
  }

  private static JsonNode echo(UnprocessedRecord rejection) {
    return Json.treeOf(rejection.getRecord());
  }
}
