package io.clevertap.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clevertap.BulkUploader;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadSummary;
import io.clevertap.Uploadable;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.UploadStoppedException;
import io.clevertap.test.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkUploaderTest extends BulkFixture {

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Failed> failed = new ArrayList<>();

  @AfterEach
  void release() {
    release.countDown();
  }

  @Test
  void addAsync_acceptedAndRejected_completesWithTheOutcome() throws Exception {
    recording.refusing(
        number -> number == 1 ? Optional.of(RecordErrorCode.EMAIL_INVALID) : Optional.empty());

    try (BulkUploader uploader = cleverTap.bulk().start()) {
      Future<RecordOutcome> accepted = uploader.addAsync(Numbered.profile(0, "ada"));
      Future<RecordOutcome> rejected = uploader.addAsync(Numbered.profile(1, "bob"));

      assertThat(accepted.get(10, TimeUnit.SECONDS)).isInstanceOf(Accepted.class);
      assertThat(rejected.get(10, TimeUnit.SECONDS)).isInstanceOf(Rejected.class);
    }
  }

  @Test
  void addAsync_noRoom_isEmptyAndTheRecordIsNotAdded() throws Exception {
    holdTheFirstBatch();
    try (BulkUploader uploader = filled()) {
      assertThat(uploader.addAsync(Numbered.profile(9, "ada"), Duration.ZERO)).isEmpty();

      release.countDown();
      assertThat(uploader.close(Duration.ofSeconds(10)).accepted()).isEqualTo(2);
      assertThat(recording.stored()).containsExactly(0, 1);
    }
  }

  @Test
  void flush_recordsWait_areSentWithoutTheLingerTime() throws Exception {
    try (BulkUploader uploader = cleverTap.bulk().linger(Duration.ofHours(1)).start()) {
      Future<RecordOutcome> ada = uploader.addAsync(Numbered.profile(0, "ada"));
      Future<RecordOutcome> bob = uploader.addAsync(Numbered.profile(1, "bob"));

      uploader.flush();

      assertThat(ada.get(10, TimeUnit.SECONDS)).isInstanceOf(Accepted.class);
      assertThat(bob.get(10, TimeUnit.SECONDS)).isInstanceOf(Accepted.class);
      Future<RecordOutcome> later = uploader.addAsync(Numbered.profile(2, "ada"));
      assertThat(later.isDone()).isFalse();
    }
    assertThat(recording.stored()).contains(0, 1, 2);
  }

  @Test
  void onSettled_everyOutcome_comesWithTheRecordThatWasAdded() throws Exception {
    recording.refusing(
        number -> number == 1 ? Optional.of(RecordErrorCode.EMAIL_INVALID) : Optional.empty());
    List<RecordOutcome> settled = new ArrayList<>();
    List<Uploadable> records =
        List.of(Numbered.profile(0, "ada"), Numbered.profile(1, "bob"), Profile.ofIdentity(" "));

    cleverTap.bulk().onSettled(settled::add).upload(records);

    assertThat(settled)
        .extracting(RecordOutcome::record)
        .usingElementComparator((a, b) -> a == b ? 0 : 1)
        .containsExactlyInAnyOrderElementsOf(records);
    assertThat(settled)
        .extracting(outcome -> (Object) outcome.getClass())
        .containsExactlyInAnyOrder(Accepted.class, Rejected.class, Failed.class);
  }

  @Test
  void add_fewRecords_areSentTogetherAfterTheLingerTime() throws Exception {
    try (BulkUploader uploader = cleverTap.bulk().linger(Duration.ofSeconds(1)).start()) {
      List<CompletableFuture<RecordOutcome>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(uploader.addAsync(Numbered.profile(i, "ada")));
      }
      for (Future<RecordOutcome> answer : answers) {
        answer.get(10, TimeUnit.SECONDS);
      }
    }

    assertThat(recording.batches()).singleElement().matches(batch -> batch.size() == 10);
  }

  @Test
  void timeouts_longerThanALongOfNanoseconds_areWithoutEnd() throws Exception {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    BulkUploader uploader = cleverTap.bulk().linger(forever).start();

    assertThat(uploader.add(Numbered.profile(0, "ada"), forever)).isTrue();

    assertThat(uploader.close(forever).accepted()).isEqualTo(1);
  }

  @Test
  void add_noRoomInTime_isNotAdded() throws Exception {
    holdTheFirstBatch();
    try (BulkUploader uploader = filled()) {
      assertThat(uploader.add(Numbered.profile(9, "ada"), Duration.ofMillis(20))).isFalse();

      release.countDown();
      UploadSummary summary = uploader.close(Duration.ofSeconds(10));

      assertThat(summary.accepted()).isEqualTo(2);
      assertThat(recording.stored()).containsExactly(0, 1);
    }
  }

  @Test
  void close_whileAnAddWaits_endsItAndTheRecordIsNotAdded() throws Exception {
    holdTheFirstBatch();
    BulkUploader uploader = filled();
    FutureTask<Void> adding =
        new FutureTask<>(
            () -> {
              uploader.add(Numbered.profile(9, "ada"));
              return null;
            });
    Thread producer = new Thread(adding);
    producer.start();
    awaitWaiting(producer);

    FutureTask<UploadSummary> closing =
        new FutureTask<>(() -> uploader.close(Duration.ofSeconds(10)));
    new Thread(closing).start();

    assertThatThrownBy(() -> adding.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
    release.countDown();
    assertThat(closing.get(10, TimeUnit.SECONDS).accepted()).isEqualTo(2);
  }

  @Test
  void close_deadlinePasses_whatIsLeftFails() throws Exception {
    holdTheFirstBatch();
    BulkUploader uploader = filled();

    UploadSummary summary = uploader.close(Duration.ofMillis(50));

    assertThat(summary.failed()).isEqualTo(2);
    assertThat(summary.mayHaveBeenApplied()).isEqualTo(1);
    assertThat(failed).hasSize(2);
    assertThat(lanesAlive()).isZero();
  }

  @Test
  void close_twice_doesNothingTheSecondTime() throws Exception {
    BulkUploader uploader = cleverTap.bulk().start();
    uploader.add(Numbered.profile(0, "ada"));

    uploader.close();
    uploader.close();

    assertThat(uploader.summary().accepted()).isEqualTo(1);
    assertThat(recording.stored()).containsExactly(0);
    assertThat(lanesAlive()).isZero();
  }

  @Test
  void close_ofTheClient_endsTheUploadAndFailsWhatIsLeft() throws Exception {
    BulkUploader idle = cleverTap.bulk().linger(Duration.ZERO).start();
    idle.addAsync(Numbered.profile(1, "ada")).get();
    BulkUploader waiting = cleverTap.bulk().linger(Duration.ofHours(1)).start();
    Future<RecordOutcome> left = waiting.addAsync(Numbered.profile(0, "ada"));

    cleverTap.close();

    assertThat(lanesAlive()).isZero();
    assertThat(left.get()).isInstanceOf(Failed.class);
    assertThat(recording.stored()).containsExactly(1);
    assertThat(idle.close(Duration.ZERO).accepted()).isEqualTo(1);
    assertThatThrownBy(waiting::close).isInstanceOf(UploadStoppedException.class);
  }

  @Test
  void close_ofTheClientInACallback_doesNotWaitForTheUpload() throws Exception {
    BulkUploader uploader = cleverTap.bulk().linger(Duration.ZERO).start();

    uploader.addAsync(Numbered.profile(0, "ada")).thenRun(cleverTap::close).get();

    assertThat(uploader.close(Duration.ofSeconds(10)).accepted()).isEqualTo(1);
  }

  @Test
  void add_afterClose_throws() {
    BulkUploader uploader = cleverTap.bulk().start();
    uploader.close();

    assertThatThrownBy(() -> uploader.add(Numbered.profile(0, "ada")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(uploader.summary().total()).isZero();
  }

  @Test
  void add_afterAStop_throwsAndSoDoesClose() throws Exception {
    recording.failing(batch -> Fault.UNAUTHORIZED);
    BulkUploader uploader = cleverTap.bulk().linger(Duration.ZERO).start();
    uploader.addAsync(Numbered.profile(0, "ada")).get(10, TimeUnit.SECONDS);

    assertThatThrownBy(() -> uploader.add(Numbered.profile(1, "ada")))
        .isInstanceOf(UploadStoppedException.class);
    assertThatThrownBy(uploader::close).isInstanceOf(UploadStoppedException.class);
    assertThat(uploader.summary().total()).isEqualTo(1);
  }

  @Test
  void add_interruptedWhileItWaits_isNotAdded() throws Exception {
    holdTheFirstBatch();
    BulkUploader uploader = filled();
    FutureTask<Void> adding =
        new FutureTask<>(
            () -> {
              uploader.add(Numbered.profile(9, "ada"));
              return null;
            });
    Thread producer = new Thread(adding);
    producer.start();
    awaitWaiting(producer);

    producer.interrupt();

    assertThatThrownBy(() -> adding.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    release.countDown();
    assertThat(uploader.close(Duration.ofSeconds(10)).accepted()).isEqualTo(2);
  }

  @Test
  void close_interrupted_breaksOffAndKeepsTheInterrupt() throws Exception {
    holdTheFirstBatch();
    BulkUploader uploader = filled();

    Thread.currentThread().interrupt();
    assertThatThrownBy(uploader::close).isInstanceOf(UploadStoppedException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failed).hasSize(2);
  }

  @Test
  void add_inACallback_stopsTheUpload() throws Exception {
    recording.refusing(number -> Optional.of(RecordErrorCode.EMAIL_INVALID));
    BulkUploader[] self = new BulkUploader[1];
    self[0] =
        cleverTap
            .bulk()
            .onRejected(
                rejection -> {
                  try {
                    self[0].add(rejection.record());
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                })
            .start();
    self[0].add(Numbered.profile(0, "ada"));

    assertThatThrownBy(self[0]::close)
        .isInstanceOf(UploadStoppedException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void add_manyThreads_everyRecordHasItsOutcome() throws Exception {
    List<FutureTask<Void>> producers = new ArrayList<>();
    try (BulkUploader uploader = cleverTap.bulk().maxBatchRecords(100).start()) {
      for (int thread = 0; thread < 8; thread++) {
        int from = thread * 1_000;
        FutureTask<Void> producer =
            new FutureTask<>(
                () -> {
                  for (int i = from; i < from + 1_000; i++) {
                    uploader.add(Numbered.profile(i, "user-" + i % 10));
                  }
                  return null;
                });
        producers.add(producer);
        new Thread(producer).start();
      }
      for (Future<Void> producer : producers) {
        producer.get(30, TimeUnit.SECONDS);
      }
      assertThat(uploader.close(Duration.ofSeconds(30)).accepted()).isEqualTo(8_000);
    }
    assertThat(recording.stored()).hasSize(8_000).doesNotHaveDuplicates();
  }

  private void holdTheFirstBatch() {
    recording.failing(
        batch -> {
          arrived.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Fault.NONE;
        });
  }

  /** Returns an uploader with one lane that is full: one record is in flight, and one waits. */
  private BulkUploader filled() throws InterruptedException {
    BulkUploader uploader =
        cleverTap.bulk().parallelism(1).maxBatchRecords(1).onFailed(failed::add).start();
    uploader.add(Numbered.profile(0, "ada"));
    arrived.await();
    uploader.add(Numbered.profile(1, "ada"));
    return uploader;
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING
        && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private static long lanesAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("clevertap-bulk"))
        .filter(Thread::isAlive)
        .count();
  }
}
