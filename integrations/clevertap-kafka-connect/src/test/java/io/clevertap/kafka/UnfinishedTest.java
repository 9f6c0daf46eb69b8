package io.clevertap.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class UnfinishedTest {

  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

  private final Unfinished unfinished = new Unfinished();

  @Test
  void firstOffset_finishedInAnyOrder_isThatOfTheFirstUnfinished() {
    List<Delivery> deliveries = add(4);

    unfinished.finish(deliveries.get(1));
    assertThat(unfinished.firstOffset(PARTITION)).hasValue(0);
    unfinished.finish(deliveries.get(0));
    assertThat(unfinished.firstOffset(PARTITION)).hasValue(2);
    unfinished.finish(deliveries.get(3));
    unfinished.finish(deliveries.get(2));
    assertThat(unfinished.firstOffset(PARTITION)).isEmpty();
    assertThat(unfinished.isEmpty()).isTrue();
  }

  @Test
  void finish_manyWithoutACommit_keepsNoneOfThem() {
    for (Delivery delivery : add(1000)) {
      unfinished.finish(delivery);
      assertThat(delivery.isDone()).isTrue();
      assertThat(delivery.upload()).isNull();
    }

    assertThat(unfinished.count()).isZero();
    assertThat(unfinished.oldest()).isEqualTo(Duration.ZERO);
  }

  @Test
  void finish_afterThePartitionWasForgotten_changesNothing() {
    Delivery old = add(1).get(0);
    unfinished.forget(PARTITION);
    unfinished.finish(old);
    assertThat(unfinished.isEmpty()).isTrue();

    add(1);
    unfinished.finish(old);
    assertThat(unfinished.firstOffset(PARTITION)).hasValue(0);
  }

  private List<Delivery> add(int count) {
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SinkRecord record = new SinkRecord("orders", 0, null, "u", null, "{}", i);
      deliveries.add(new Delivery(record, PARTITION, i, System.nanoTime()));
      unfinished.add(deliveries.get(i));
    }
    return deliveries;
  }
}
