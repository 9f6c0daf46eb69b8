package io.clevertap.kafka;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Where a record was read, whatever a transformation made of its topic. */
record OriginalPosition(TopicPartition partition, long offset) {

  private static final boolean IS_TOLD = NewerApi.has(SinkRecord.class, "originalTopic"); // 3.6

  /**
   * Returns the position of a record.
   *
   * @param assigned the partitions that the task reads
   * @throws ConnectException when a transformation renamed the topic, and Connect does not tell the
   *     original
   */
  static OriginalPosition of(SinkRecord record, Set<TopicPartition> assigned) {
    if (IS_TOLD) {
      TopicPartition original =
          new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
      return new OriginalPosition(original, record.originalKafkaOffset());
    }
    TopicPartition partition = new TopicPartition(record.topic(), record.kafkaPartition());
    if (!assigned.contains(partition)) {
      throw new ConnectException(
          "A transformation changed the topic of a record to "
              + record.topic()
              + ", which needs Kafka Connect 3.6 or later; remove the transformation");
    }
    return new OriginalPosition(partition, record.kafkaOffset());
  }
}
