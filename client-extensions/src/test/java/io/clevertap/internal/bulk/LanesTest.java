package io.clevertap.internal.bulk;

import static io.clevertap.internal.upload.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.BulkCheckpoint;
import io.clevertap.Profile;
import io.clevertap.client.api.Identified;
import io.clevertap.internal.http.FakeTime;
import io.clevertap.internal.record.EncodedRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LanesTest {

  private final FakeTime time = new FakeTime();
  private final Options options = new Options();

  @Test
  void takeLeft_stopped_everyRecordIsUnderWayUntilItIsSettled() throws InterruptedException {
    Lanes lanes = lanes();
    add(lanes, "ann");
    add(lanes, "bob");
    assertThat(lanes.takeLeft()).isNull();
    lanes.stop();

    LaneBatch first = lanes.takeLeft();

    assertThat(first.size()).isEqualTo(1);
    assertThat(lanes.underWay()).isEqualTo(1);
    assertThat(lanes.checkpoint()).isEqualTo(new BulkCheckpoint(0, 2));
    lanes.settled(first);
    lanes.settled(lanes.takeLeft());
    assertThat(lanes.takeLeft()).isNull();
    assertThat(lanes.underWay()).isZero();
    assertThat(lanes.checkpoint()).isEqualTo(new BulkCheckpoint(2, 0));
  }

  @Test
  void checkpoint_batchUnderWay_isItsFirstRecord() throws InterruptedException {
    Lanes lanes = lanes();
    add(lanes, "ann");
    lanes.settled(take(lanes));
    lanes.skip();
    add(lanes, "bob");
    take(lanes);
    add(lanes, "eve");

    assertThat(lanes.checkpoint()).isEqualTo(new BulkCheckpoint(2, 2));
    assertThat(lanes.underWay()).isEqualTo(1);
  }

  @Test
  void add_lanesAreFull_isNotAddedUntilABatchIsSettled() throws InterruptedException {
    Lanes lanes = lanes();
    add(lanes, "ann");
    add(lanes, "bob");

    assertThat(lanes.add(record("eve"), null, 0)).isFalse();
    lanes.settled(take(lanes));
    assertThat(lanes.add(record("eve"), null, 0)).isTrue();
    assertThat(lanes.added()).isEqualTo(3);
  }

  @Test
  void awaitBatch_batchIsNotFull_returnsAfterTheLingerTime() throws InterruptedException {
    options.maxBatchRecords = 10;
    options.linger = Duration.ofMillis(100);
    Lanes lanes = lanes();
    add(lanes, "ann");

    time.pass(options.linger);

    assertThat(lanes.awaitBatch()).isTrue();
  }

  @Test
  void awaitBatch_batchIsFull_returnsAtOnce() throws InterruptedException {
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann");

    assertThat(lanes.awaitBatch()).isTrue();
  }

  @Test
  void end_batchIsLeft_isStillTaken() throws InterruptedException {
    options.maxBatchRecords = 10;
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann");

    lanes.end();

    assertThat(lanes.add(record("bob"), null, Long.MAX_VALUE)).isFalse();
    assertThat(lanes.skip()).isFalse();
    assertThat(lanes.awaitBatch()).isTrue();
    assertThat(lanes.take()).isNotNull();
    assertThat(lanes.awaitBatch()).isFalse();
  }

  @Test
  void stop_batchIsLeft_isOnlyTakenWithAll() throws InterruptedException {
    Lanes lanes = lanes();
    add(lanes, "ann");

    lanes.stop();
    lanes.end();

    assertThat(lanes.isStopped()).isTrue();
    assertThat(lanes.isOpen()).isFalse();
    assertThat(lanes.awaitBatch()).isFalse();
    assertThat(lanes.take()).isNull();
    assertThat(lanes.takeLeft().size()).isEqualTo(1);
  }

  @Test
  void take_recordsOfManyLanes_areOneBatchInOrder() throws InterruptedException {
    options.maxBatchRecords = 1_000;
    Lanes lanes = lanes();
    for (int i = 0; i < 90; i++) {
      add(lanes, "user-" + i % 30);
    }

    LaneBatch batch = take(lanes);

    assertThat(batch.size()).isEqualTo(90);
    assertThat(lanes.underWay()).isEqualTo(90);
  }

  @Test
  void take_laneHasABatchUnderWay_otherLanesAreTaken() throws InterruptedException {
    options.parallelism = 15;
    options.maxBatchRecords = 2;
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann");
    add(lanes, "ann");
    LaneBatch first = take(lanes);
    add(lanes, "ann");
    add(lanes, "bob");
    add(lanes, "ann");
    add(lanes, "eve");

    LaneBatch others = take(lanes);

    assertThat(users(first)).containsExactly("ann", "ann");
    assertThat(users(others)).containsExactly("bob", "eve");
    lanes.settled(first);
    assertThat(users(take(lanes))).containsExactly("ann", "ann");
  }

  @Test
  void flush_recordsWait_areDueAndLaterOnesAreNot() throws Exception {
    options.parallelism = 15;
    options.maxBatchRecords = 10;
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann");
    lanes.flush();
    assertThat(take(lanes).size()).isEqualTo(1);
    add(lanes, "bob");

    FutureTask<Boolean> waiting = new FutureTask<>(lanes::awaitBatch);
    Thread thread = new Thread(waiting);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    lanes.flush();

    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  private Lanes lanes() {
    return new Lanes(options.build(), time);
  }

  private static void add(Lanes lanes, String user) throws InterruptedException {
    assertThat(lanes.add(record(user), null, 0)).isTrue();
  }

  private static EncodedRecord record(String user) {
    return batch(Profile.ofIdentity(user)).get(0);
  }

  private static LaneBatch take(Lanes lanes) throws InterruptedException {
    assertThat(lanes.awaitBatch()).isTrue();
    return lanes.take();
  }

  private static List<String> users(LaneBatch batch) {
    return batch.records().stream()
        .map(record -> ((Identified) record.record()).getIdentity())
        .toList();
  }
}
