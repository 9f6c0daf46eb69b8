package io.clevertap.internal.bulk;

import static io.clevertap.internal.upload.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.BulkCheckpoint;
import io.clevertap.DeviceToken;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.client.api.Identified;
import io.clevertap.client.model.TokenType;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.internal.http.FakeTime;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.EncodedUploadRequest;
import io.clevertap.internal.upload.UploadCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

  /** The bytes of each record, with its comma. */
  private static final int BYTES = record("ann").json().length + 1;

  private final FakeTime time = new FakeTime();
  private final Options options = new Options();

  @Test
  void takeLeft_stopped_everyRecordIsUnderWayUntilItIsSettled() throws InterruptedException {
    Lanes lanes = lanes();
    add(lanes, "ann", "bob");
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
    add(lanes, "ann", "bob");

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
    add(lanes, "ann", "ann");
    LaneBatch first = take(lanes);
    add(lanes, "ann", "bob", "ann", "eve");

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

    Waiting waiting = Waiting.blocked(lanes::awaitBatch);
    lanes.flush();

    assertThat(waiting.result()).isTrue();
  }

  @Test
  void add_twoBatchesForEachCallAreHeld_isFull() throws InterruptedException {
    options.parallelism = 3;
    options.maxBatchRecords = 2;
    Lanes lanes = lanes();
    for (int i = 0; i < 12; i++) {
      add(lanes, "user-" + i);
    }

    assertThat(lanes.add(record("eve"), null, 0)).isFalse();
  }

  @Test
  void add_bytesOfTwoBatchesForEachCallAreHeld_isFullUntilOneIsSettled()
      throws InterruptedException {
    options.maxBatchRecords = 100;
    options.maxBatchBytes = 3 * BYTES; // two records and what is around them
    Lanes lanes = lanes();
    for (int i = 0; i < 6; i++) {
      add(lanes, "ann");
    }

    assertThat(lanes.add(record("ann"), null, 0)).isFalse();
    lanes.settled(take(lanes));
    add(lanes, "ann", "ann");
    assertThat(lanes.add(record("ann"), null, 0)).isFalse();
  }

  @Test
  void add_lanesAreFull_waitsUntilABatchIsSettled() throws Exception {
    Lanes lanes = lanes();
    add(lanes, "ann", "bob");
    LaneBatch batch = take(lanes);
    Waiting first = Waiting.blocked(() -> lanes.add(record("eve"), null, Long.MAX_VALUE));

    lanes.settled(batch);

    assertThat(first.result()).isTrue();
  }

  @Test
  void add_waitsWhileLanesEnd_isNotAdded() throws Exception {
    Lanes lanes = lanes();
    add(lanes, "ann", "bob");
    Waiting first = Waiting.until(() -> lanes.add(record("eve"), null, Long.MAX_VALUE));
    Waiting second = Waiting.until(() -> lanes.add(record("eve"), null, Long.MAX_VALUE));

    lanes.end();

    assertThat(first.result()).isFalse();
    assertThat(second.result()).isFalse();
    assertThat(lanes.added()).isEqualTo(2);
  }

  @Test
  void add_lanesAreFullOfRecordsThatLinger_makesThemDue() throws Exception {
    options.maxBatchRecords = 2;
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann", "ann");
    take(lanes);
    add(lanes, "bob");
    Waiting waiting = Waiting.until(lanes::awaitBatch);
    assertThat(waiting.isDone()).isFalse();
    add(lanes, "ann"); // not before her first batch is settled

    assertThat(lanes.add(record("eve"), null, 0)).isFalse();

    assertThat(waiting.result()).isTrue();
    assertThat(users(lanes.take())).containsExactly("bob");
  }

  @Test
  void awaitBatch_nothingToSend_returnsWhenTheFirstRecordIsAdded() throws Exception {
    options.maxBatchRecords = 10;
    Lanes lanes = lanes();
    Waiting waiting = Waiting.until(lanes::awaitBatch);
    assertThat(waiting.isDone()).isFalse();

    add(lanes, "ann");

    assertThat(waiting.result()).isTrue();
  }

  @Test
  void awaitBatch_laneWasSettled_returnsWhenItsNextRecordIsAdded() throws Exception {
    Lanes lanes = lanes();
    add(lanes, "ann");
    lanes.settled(take(lanes));
    Waiting waiting = Waiting.until(lanes::awaitBatch);
    assertThat(waiting.isDone()).isFalse();

    add(lanes, "ann");

    assertThat(waiting.result()).isTrue();
    assertThat(users(lanes.take())).containsExactly("ann");
  }

  @Test
  void awaitBatch_nothingElseHappens_returnsWhenTheLingerTimeIsOver() throws Exception {
    options.maxBatchRecords = 10;
    options.linger = Duration.ofMillis(1);
    Lanes lanes = new Lanes(options.build(), Time.SYSTEM);
    add(lanes, "ann");

    assertThat(Waiting.until(lanes::awaitBatch).result()).isTrue();
  }

  @Test
  void awaitBatch_batchIsNotFull_returnsWhenItIs() throws Exception {
    options.maxBatchRecords = 3;
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann", "bob");
    time.pass(Duration.ofHours(23));
    Waiting waiting = Waiting.until(lanes::awaitBatch);
    assertThat(waiting.isDone()).isFalse();

    add(lanes, "eve");

    assertThat(waiting.result()).isTrue();
  }

  @Test
  void awaitBatch_recordsHaveTheBytesOfABatch_returnsAtOnceAndOnlyOnce() throws Exception {
    options.parallelism = 15;
    options.maxBatchRecords = 100;
    options.maxBatchBytes = batchBytes(3);
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann", "bob");
    Waiting first = Waiting.until(lanes::awaitBatch);
    assertThat(first.isDone()).isFalse();
    add(lanes, "ann");
    assertThat(first.result()).isTrue();

    Waiting second = Waiting.blocked(lanes::awaitBatch);
    LaneBatch batch = lanes.take();
    assertThat(users(batch)).containsExactly("ann", "ann", "bob");
    assertThat(batch.bytes()).isEqualTo(3 * BYTES);
    for (int i = 0; i < 2; i++) {
      add(lanes, "ann", "eve");
    }
    assertThat(second.isDone()).isFalse(); // four records, two of which must wait
    add(lanes, "bob");
    lanes.settled(batch);
    assertThat(second.result()).isTrue();
  }

  @Test
  void awaitBatch_twoBatchesAreReady_returnsToTwoCallers() throws Exception {
    options.parallelism = 15;
    options.maxBatchRecords = 2;
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann", "bob");
    LaneBatch batch = take(lanes);
    for (int i = 0; i < 2; i++) {
      add(lanes, "ann", "bob");
    }
    Waiting first = Waiting.until(lanes::awaitBatch);
    Waiting second = Waiting.until(lanes::awaitBatch);
    assertThat(first.isDone() || second.isDone()).isFalse();

    lanes.settled(batch);

    assertThat(first.result()).isTrue();
    assertThat(second.result()).isTrue();
    assertThat(users(lanes.take())).containsExactly("ann", "ann");
    assertThat(users(lanes.take())).containsExactly("bob", "bob");
  }

  @Test
  void awaitBatch_anotherBatchIsAboutToBeTaken_waitsForWhatItLeaves() throws Exception {
    options.parallelism = 15;
    options.maxBatchRecords = 2;
    Lanes lanes = lanes();
    add(lanes, "ann", "bob", "eve");
    assertThat(lanes.awaitBatch()).isTrue();
    Waiting second = Waiting.until(lanes::awaitBatch);
    assertThat(second.isDone()).isFalse();

    assertThat(users(lanes.take())).containsExactly("ann", "bob");

    assertThat(second.result()).isTrue();
    assertThat(users(lanes.take())).containsExactly("eve");
  }

  @Test
  void awaitBatch_lastBatchOfAnEndedUploadIsTaken_returnsFalseToAllCallers() throws Exception {
    Lanes lanes = lanes();
    add(lanes, "ann");
    lanes.end();
    assertThat(lanes.awaitBatch()).isTrue();
    Waiting first = Waiting.until(lanes::awaitBatch);
    Waiting second = Waiting.until(lanes::awaitBatch);
    assertThat(first.isDone() || second.isDone()).isFalse();

    lanes.take();

    assertThat(first.result()).isFalse();
    assertThat(second.result()).isFalse();
  }

  @Test
  void awaitBatch_stoppedOrEndedWithoutRecords_returnsFalseToAllCallers() throws Exception {
    for (Consumer<Lanes> ending : List.<Consumer<Lanes>>of(Lanes::end, Lanes::stop)) {
      Lanes lanes = lanes();
      Waiting first = Waiting.until(lanes::awaitBatch);
      Waiting second = Waiting.until(lanes::awaitBatch);

      ending.accept(lanes);

      assertThat(first.result()).isFalse();
      assertThat(second.result()).isFalse();
    }
  }

  @Test
  void take_nothingIsLeft_isNull() throws InterruptedException {
    Lanes lanes = lanes();
    assertThat(lanes.skip()).isTrue();
    assertThat(lanes.take()).isNull();
  }

  @Test
  void take_recordsFillABatchExactly_areOneBatch() throws InterruptedException {
    options.maxBatchRecords = 100;
    options.maxBatchBytes = batchBytes(3);
    assertThat(firstOfThree(lanes())).containsExactly("ann", "bob", "eve");

    options.maxBatchBytes--;
    assertThat(firstOfThree(lanes())).containsExactly("ann", "bob");
  }

  @Test
  void take_tokens_areABatchOfAHundredWithTheRecordsBefore() throws Exception {
    options.maxBatchRecords = 1000;
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann");
    for (int i = 0; i < 99; i++) {
      addToken(lanes, i);
    }
    Waiting waiting = Waiting.blocked(lanes::awaitBatch);
    addToken(lanes, 99);

    assertThat(waiting.result()).isTrue();
    LaneBatch batch = lanes.take();
    assertThat(batch.size()).isEqualTo(UploadRequest.MAX_TOKEN_RECORDS);
    assertThat(batch.records()).extracting(EncodedRecord::isToken).startsWith(false, true);
  }

  @Test
  void take_recordOfAnotherLaneDoesNotFit_isInTheNextBatch() throws Exception {
    options.maxBatchRecords = 100;
    options.maxBatchBytes = batchBytes(3) - 1;
    Lanes lanes = lanes();
    assertThat(firstOfThree(lanes)).containsExactly("ann", "bob");

    assertThat(Waiting.until(lanes::awaitBatch).result()).isTrue();
    assertThat(users(lanes.take())).containsExactly("eve");
  }

  @Test
  void settled_laneKeepsLessThanABatch_lingers() throws Exception {
    options.parallelism = 15;
    options.maxBatchRecords = 2;
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    add(lanes, "ann", "ann", "ann");

    lanes.settled(take(lanes));

    Waiting waiting = Waiting.blocked(lanes::awaitBatch);
    add(lanes, "bob");
    assertThat(waiting.result()).isTrue();
    assertThat(users(lanes.take())).containsExactly("ann", "bob");
  }

  @Test
  void take_moreThanAHundredTokens_areNotOneBatch() throws Exception {
    options.maxBatchRecords = 1000;
    Lanes lanes = lanes();
    for (int i = 0; i < 101; i++) {
      addToken(lanes, i);
    }

    LaneBatch first = take(lanes);
    assertThat(first.size()).isEqualTo(100);
    lanes.settled(first);
    assertThat(take(lanes).size()).isEqualTo(1);
  }

  @Test
  void take_batchesSmallerThanTheLimitOfTokens_containAsManyTokens() throws Exception {
    options.maxBatchRecords = 3;
    options.linger = Duration.ofDays(1);
    Lanes lanes = lanes();
    for (int i = 0; i < 3; i++) {
      addToken(lanes, i);
    }

    assertThat(take(lanes).size()).isEqualTo(3);
  }

  @Test
  void complete_recordsWithAndWithoutAFuture_completesThoseWithTheirOutcomes() throws Exception {
    options.maxBatchRecords = 3;
    CompletableFuture<RecordOutcome> ann = new CompletableFuture<>();
    CompletableFuture<RecordOutcome> eve = new CompletableFuture<>();
    Lanes lanes = lanes();
    lanes.add(record("ann"), ann, 0);
    lanes.add(record("bob"), null, 0);
    lanes.add(record("eve"), eve, 0);
    LaneBatch batch = take(lanes);
    List<RecordOutcome> outcomes = UploadCall.failed(batch.records(), new RuntimeException());

    batch.complete(outcomes);

    assertThat(IntStream.range(0, 3).mapToObj(batch::hasFuture)).containsExactly(true, false, true);
    assertThat(ann).isCompletedWithValue(outcomes.get(0));
    assertThat(eve).isCompletedWithValue(outcomes.get(2));
  }

  private static List<String> firstOfThree(Lanes lanes) throws InterruptedException {
    add(lanes, "ann", "bob", "eve");
    return users(take(lanes));
  }

  /** Returns the smallest limit for a batch of this many records. */
  private static int batchBytes(int records) {
    return EncodedUploadRequest.ENVELOPE_BYTES + records * BYTES;
  }

  private static void addToken(Lanes lanes, int number) throws InterruptedException {
    DeviceToken token = DeviceToken.of("device-" + number, TokenType.FCM, "token");
    assertThat(lanes.add(batch(token).get(0), null, 0)).isTrue();
  }

  private Lanes lanes() {
    return new Lanes(options.build(), time);
  }

  private static void add(Lanes lanes, String... users) throws InterruptedException {
    for (String user : users) {
      assertThat(lanes.add(record(user), null, 0)).isTrue();
    }
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
