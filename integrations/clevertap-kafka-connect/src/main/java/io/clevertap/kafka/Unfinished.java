package io.clevertap.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * The deliveries of each partition, in the order of their offsets, from the first unfinished one.
 */
final class Unfinished {

  private final Map<TopicPartition, Deque<Delivery>> byPartition = new HashMap<>();

  void add(Delivery delivery) {
    byPartition
        .computeIfAbsent(delivery.partition(), partition -> new ArrayDeque<>())
        .add(delivery);
  }

  /** Finishes a delivery, and lets go of those before the first unfinished one. */
  void finish(Delivery delivery) {
    delivery.done();
    Deque<Delivery> deliveries = byPartition.get(delivery.partition());
    while (deliveries != null && !deliveries.isEmpty() && deliveries.element().isDone()) {
      deliveries.remove();
    }
  }

  /** Forgets a partition, which another task reads from now on. */
  void forget(TopicPartition partition) {
    byPartition.remove(partition);
  }

  /** Returns the offset from which a partition must be read again; empty if all is finished. */
  OptionalLong firstOffset(TopicPartition partition) {
    Deque<Delivery> deliveries = byPartition.get(partition);
    return deliveries == null || deliveries.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(deliveries.element().offset());
  }

  boolean isEmpty() {
    return byPartition.values().stream().allMatch(Collection::isEmpty);
  }

  long count() {
    return all().count();
  }

  /** Returns the age of the oldest delivery; zero if there is none. */
  Duration oldest() {
    long now = System.nanoTime();
    return Duration.ofNanos(all().mapToLong(delivery -> now - delivery.received()).max().orElse(0));
  }

  private Stream<Delivery> all() {
    return byPartition.values().stream()
        .flatMap(Collection::stream)
        .filter(delivery -> !delivery.isDone());
  }
}
