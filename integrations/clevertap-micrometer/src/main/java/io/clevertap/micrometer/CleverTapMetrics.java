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
 * Counts and times the calls, attempts and records of a client. No tag contains data of a user or
 * of the account. Thread-safe; an instance that listens to several clients adds up their figures.
 *
 * <pre>{@code
 * CleverTap.builder().listener(new CleverTapMetrics(meterRegistry))
 * }</pre>
 */
public final class CleverTapMetrics implements ClientListener {

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<Operation, AtomicInteger> inFlight = new EnumMap<>(Operation.class);

  /** Registers meters in this registry, which it never closes. */
  public CleverTapMetrics(MeterRegistry registry) {
    this(registry, Tags.empty());
  }

  /**
   * Registers meters in this registry, which it never closes.
   *
   * @param tags tags for every meter, to distinguish several clients
   */
  public CleverTapMetrics(MeterRegistry registry, Iterable<Tag> tags) {
    this.registry = registry;
    this.tags = Tags.of(tags);
    for (Operation operation : Operation.values()) {
      AtomicInteger calls = new AtomicInteger();
      inFlight.put(operation, calls);
      Gauge.builder("clevertap.calls.in.flight", calls, AtomicInteger::get)
          .description("Calls that hold a permit to be in flight")
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
        .description("Attempts of calls, including retries")
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
        .description("Calls, including all attempts and waiting")
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

  private void waited(String waiting, Operation operation, Duration waited) {
    Timer.builder("clevertap.queue.wait")
        .description("Time that a call waited for a permit, or a batch to be sent")
        .tags(tags)
        .tag("operation", operation.operationId())
        .tag("waiting", waiting)
        .register(registry)
        .record(waited);
  }

  private void countRecords(Tags outcome, long records) {
    Counter.builder("clevertap.records")
        .description("Uploaded records by outcome")
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
