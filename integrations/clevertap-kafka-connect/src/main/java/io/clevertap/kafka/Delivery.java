package io.clevertap.kafka;

import io.clevertap.Uploadable;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** A record on its way to CleverTap. Only the thread of the task uses it. */
final class Delivery {

  private @Nullable SinkRecord record;
  private final TopicPartition partition;
  private final long offset;
  private final long received;
  private boolean done;
  private @Nullable Uploadable upload;

  Delivery(SinkRecord record, TopicPartition partition, long offset, long received) {
    this.record = record;
    this.partition = partition;
    this.offset = offset;
    this.received = received;
  }

  SinkRecord record() {
    return Objects.requireNonNull(record);
  }

  TopicPartition partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  /** Returns when the task received it, in nanoseconds. */
  long received() {
    return received;
  }

  void upload(Uploadable converted) {
    this.upload = converted;
  }

  @Nullable Uploadable upload() {
    return upload;
  }

  /** Marks a record that need not be read from Kafka again, and lets go of its content. */
  void done() {
    done = true;
    record = null;
    upload = null;
  }

  boolean isDone() {
    return done;
  }
}
