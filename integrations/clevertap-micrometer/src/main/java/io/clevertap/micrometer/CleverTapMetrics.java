package io.clevertap.micrometer;

import io.clevertap.ClientListener;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.api.Operation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what a client does. No tag holds anything of a user or of the account.
 * Thread-safe; one that listens to many clients counts them together.
 *
 * <pre>{@code
 * CleverTap.builder().listener(new CleverTapMetrics(meterRegistry))
 * }</pre>
 */
public final class CleverTapMetrics implements ClientListener {

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<Operation, AtomicInteger> inFlight = new EnumMap<>(Operation.class);

  /** Makes meters in this registry, which stays the caller's. */
  public CleverTapMetrics(MeterRegistry registry) {
    this(registry, Tags.empty());
  }

  /**
   * Makes meters in this registry, which stays the caller's.
   *
   * @param tags put on every meter: what tells one client from another, where there are many
   */
  public CleverTapMetrics(MeterRegistry registry, Iterable<Tag> tags) {
    this.registry = registry;
    this.tags = Tags.of(tags);
    for (Operation operation : Operation.values()) {
      AtomicInteger calls = new AtomicInteger();
      inFlight.put(operation, calls);
      Gauge.builder("clevertap.calls.in.flight", calls, AtomicInteger::get)
          .description("Calls that have a place among those that the account may have in flight")
          .tags(this.tags.and("operation", operation.operationId()))
          .strongReference(true)
          .register(registry);
    }
  }

  @Override
  public void permitAcquired(Operation operation, Duration waited) {
    inFlight.get(operation).incrementAndGet();
    waited("call", operation, waited);
  }

  @Override
  public void permitReleased(Operation operation) {
    inFlight.get(operation).decrementAndGet();
  }

  @Override
  public void batchStarted(Duration waited) {
    waited("batch", Operation.UPLOAD, waited);
  }

  @Override
  public void attempted(Operation operation, int number, int status, Duration duration) {
    Timer.builder("clevertap.attempts")
        .description("Attempts of calls, retries among them")
        .tags(tags)
        .tag("operation", operation.operationId())
        .tag("retry", String.valueOf(number > 1))
        .tag("status", status == 0 ? "none" : String.valueOf(status))
        .register(registry)
        .record(duration);
  }

  @Override
  public void called(Operation operation, Duration duration, @Nullable Throwable failure) {
    Timer.builder("clevertap.calls")
        .description("Calls, with all of their attempts and all waiting")
        .tags(tags)
        .tag("operation", operation.operationId())
        .tag("outcome", failure == null ? "success" : failure.getClass().getSimpleName())
        .register(registry)
        .record(duration);
  }

  @Override
  public void settled(List<RecordOutcome> outcomes) {
    outcomes.stream()
        .collect(Collectors.groupingBy(CleverTapMetrics::recordTags, Collectors.counting()))
        .forEach(this::countRecords);
  }

  private void waited(String what, Operation operation, Duration waited) {
    Timer.builder("clevertap.queue.wait")
        .description("Waiting for a place among the calls in flight, or for a batch's turn")
        .tags(tags)
        .tag("operation", operation.operationId())
        .tag("waiting", what)
        .register(registry)
        .record(waited);
  }

  private void countRecords(Tags outcome, long records) {
    Counter.builder("clevertap.records")
        .description("Records that were uploaded, by what became of them")
        .tags(tags.and(outcome))
        .register(registry)
        .increment(records);
  }

  private static Tags recordTags(RecordOutcome outcome) {
    if (outcome instanceof Rejected rejected) {
      String code = rejected.knownCode().map(known -> known.getValue().toString()).orElse("other");
      return Tags.of("outcome", "rejected", "code", code);
    }
    return Tags.of("outcome", outcome instanceof Accepted ? "accepted" : "failed", "code", "none");
  }
}
