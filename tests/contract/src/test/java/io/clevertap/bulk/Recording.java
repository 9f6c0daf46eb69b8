package io.clevertap.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.Behaviour;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Keeps the received batches and the numbers of the stored records, and fails as the test requires.
 */
final class Recording implements Behaviour {

  private final List<JsonNode> batches = new CopyOnWriteArrayList<>();
  private final List<Integer> stored = new CopyOnWriteArrayList<>();
  private volatile Function<JsonNode, Fault> faults = batch -> Fault.NONE;
  private volatile Function<Integer, Optional<RecordErrorCode>> refusals =
      number -> Optional.empty();

  /** Fails the uploads for which the function returns a failure. The function may wait. */
  Recording failing(Function<JsonNode, Fault> faults) {
    this.faults = faults;
    return this;
  }

  Recording refusing(Function<Integer, Optional<RecordErrorCode>> refusals) {
    this.refusals = refusals;
    return this;
  }

  List<JsonNode> batches() {
    return batches;
  }

  List<Integer> stored() {
    return stored;
  }

  @Override
  public Fault fault(JsonNode batch) {
    batches.add(batch);
    return faults.apply(batch);
  }

  @Override
  public Optional<RecordErrorCode> refusal(JsonNode record) {
    return refusals.apply(Numbered.in(record));
  }

  @Override
  public void store(List<JsonNode> batch) {
    stored.addAll(batch.stream().map(Numbered::in).toList());
  }
}
