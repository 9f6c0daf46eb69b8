package io.clevertap.kafka;

import java.lang.reflect.Method;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Where a record was read, whatever a transformation made of its topic. */
record OriginalPosition(TopicPartition partition, long offset) {

  // of Connect 3.6 and later
  private static final @Nullable Method TOPIC = method("originalTopic");
  private static final @Nullable Method PARTITION = method("originalKafkaPartition");
  private static final @Nullable Method OFFSET = method("originalKafkaOffset");

  /**
   * Returns the position of a record.
   *
   * @param assigned the partitions that the task reads
   * @throws ConnectException when a transformation renamed the topic, and Connect does not tell the
   *     original
   */
  static OriginalPosition of(SinkRecord record, Set<TopicPartition> assigned) {
    if (TOPIC != null && PARTITION != null && OFFSET != null) {
      try {
        TopicPartition partition =
            new TopicPartition((String) TOPIC.invoke(record), (Integer) PARTITION.invoke(record));
        return new OriginalPosition(partition, (Long) OFFSET.invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new ConnectException("The position of a record cannot be read", e);
      }
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

  private static @Nullable Method method(String name) {
    try {
      return SinkRecord.class.getMethod(name);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
