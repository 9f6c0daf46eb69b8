package io.clevertap.internal.bulk;

import static io.clevertap.internal.upload.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.BulkCheckpoint;
import io.clevertap.Profile;
import io.clevertap.internal.http.FakeTime;
import io.clevertap.internal.record.EncodedRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static final int LANE = 0;

  private final FakeTime time = new FakeTime();
  private final Options options = new Options();

  @Test
  void takeAll_batchesAreLeft_theFirstIsUnderWayUntilItIsSettled() throws InterruptedException {
    Lanes lanes = lanes();
    add(lanes, "ann");
    add(lanes, "bob");

    List<LaneBatch> left = lanes.takeAll(LANE);

    assertThat(left).hasSize(2);
    assertThat(lanes.underWay()).isEqualTo(1);
    assertThat(lanes.checkpoint()).isEqualTo(new BulkCheckpoint(0, 2));
    left.forEach(batch -> lanes.settled(LANE, batch));
    assertThat(lanes.underWay()).isZero();
    assertThat(lanes.checkpoint()).isEqualTo(new BulkCheckpoint(2, 0));
  }

  @Test
  void takeAll_nothingIsLeft_nothingIsUnderWay() {
    Lanes lanes = lanes();

    assertThat(lanes.takeAll(LANE)).isEmpty();
    assertThat(lanes.underWay()).isZero();
  }

  @Test
  void checkpoint_batchUnderWay_isItsFirstRecord() throws InterruptedException {
    Lanes lanes = lanes();
    add(lanes, "ann");
    lanes.settled(LANE, lanes.take(LANE));
    lanes.skip();
    add(lanes, "bob");
    lanes.take(LANE);
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
    lanes.settled(LANE, lanes.take(LANE));
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

    assertThat(lanes.awaitBatch(LANE)).isTrue();
  }

  @Test
  void awaitBatch_batchIsFull_returnsAtOnce() throws InterruptedException {
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann");

    assertThat(lanes.awaitBatch(LANE)).isTrue();
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
    assertThat(lanes.awaitBatch(LANE)).isTrue();
    assertThat(lanes.take(LANE)).isNotNull();
    assertThat(lanes.awaitBatch(LANE)).isFalse();
  }

  @Test
  void stop_batchIsLeft_isOnlyTakenWithAll() throws InterruptedException {
    Lanes lanes = lanes();
    add(lanes, "ann");

    lanes.stop();
    lanes.end();

    assertThat(lanes.isStopped()).isTrue();
    assertThat(lanes.isOpen()).isFalse();
    assertThat(lanes.awaitBatch(LANE)).isFalse();
    assertThat(lanes.take(LANE)).isNull();
    assertThat(lanes.takeAll(LANE)).hasSize(1);
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
}
