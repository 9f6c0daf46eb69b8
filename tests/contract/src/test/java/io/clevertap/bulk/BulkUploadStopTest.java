package io.clevertap.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.BulkCheckpoint;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.UploadSummary;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.UploadStoppedException;
import io.clevertap.test.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Bulk uploads that end before their source does, and the checkpoints from which they can be
 * resumed.
 */
class BulkUploadStopTest extends BulkFixture {

  private final List<Failed> failed = new ArrayList<>();

  @Test
  void upload_wrongCredentials_stopsAfterOneCallAndReportsWhatWasRead() {
    recording.failing(batch -> Fault.UNAUTHORIZED);
    AtomicInteger read = new AtomicInteger();

    UploadStoppedException stopped =
        stopped(
            () ->
                cleverTap
                    .bulk()
                    .maxBatchRecords(10)
                    .onFailed(failed::add)
                    .upload(Numbered.profiles(10_000).peek(record -> read.incrementAndGet())));

    assertThat(stopped).hasCauseInstanceOf(AuthenticationException.class);
    assertThat(server.uploads()).isEqualTo(1);
    assertThat(read.get()).isLessThanOrEqualTo(301);
    assertThat(failed).hasSize(read.get()).noneMatch(Failed::mayHaveBeenApplied);
    assertThat(stopped.summary().failed()).isEqualTo(read.get());
  }

  @Test
  void upload_badRequest_stops() {
    recording.failing(batch -> Fault.BAD_REQUEST);

    assertThat(stopped(() -> cleverTap.bulk().upload(Numbered.profiles(10))))
        .hasCauseInstanceOf(InvalidRequestException.class);
  }

  @Test
  void upload_badRequestAndNotFailFast_goesOn() {
    recording.failing(first(Fault.BAD_REQUEST));

    UploadSummary summary =
        cleverTap
            .bulk()
            .failFast(false)
            .parallelism(1)
            .maxBatchRecords(10)
            .upload(Numbered.profiles(30));

    assertThat(summary.failed()).isEqualTo(10);
    assertThat(summary.accepted()).isEqualTo(20);
  }

  @Test
  void upload_sourceThrowsMidway_whatWasReadIsSent() {
    Stream<Numbered> source =
        Numbered.profiles(100)
            .peek(
                record -> {
                  if (record.number() == 50) {
                    throw new IllegalStateException("the file ends here");
                  }
                });

    UploadStoppedException stopped = stopped(() -> cleverTap.bulk().upload(source));

    assertThat(stopped).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(stopped.summary().accepted()).isEqualTo(50);
    assertThat(recording.stored()).hasSize(50);
  }

  @Test
  void upload_callbackThrows_stopsAndEveryRecordThatWasReadIsCounted() {
    recording.refusing(number -> Optional.of(RecordErrorCode.EMAIL_INVALID));
    AtomicInteger read = new AtomicInteger();
    List<BulkCheckpoint> checkpoints = new ArrayList<>();

    UploadStoppedException stopped =
        stopped(
            () ->
                cleverTap
                    .bulk()
                    .maxBatchRecords(10)
                    .onCheckpoint(checkpoints::add)
                    .onRejected(
                        record -> {
                          throw new IllegalStateException("the disk is full");
                        })
                    .upload(Numbered.profiles(10_000).peek(record -> read.incrementAndGet())));

    assertThat(stopped).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(read.get()).isLessThan(10_000);
    assertThat(stopped.summary().total()).isEqualTo(read.get());
    assertThat(checkpoints).isEmpty();
  }

  @Test
  void upload_interrupted_breaksOffAndTellsWhatMayHaveBeenApplied() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    recording.failing(
        batch -> {
          arrived.countDown();
          return Fault.SILENCE;
        });
    List<UploadStoppedException> thrown = new ArrayList<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread uploading =
        new Thread(
            () -> {
              thrown.add(stopped(() -> cleverTap.bulk().linger(Duration.ZERO).upload(endless())));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    uploading.start();

    arrived.await();
    uploading.interrupt();
    uploading.join();

    assertThat(thrown.get(0)).hasCauseInstanceOf(InterruptedException.class);
    assertThat(thrown.get(0).outcomeUnknown()).isTrue();
    assertThat(interrupted).isTrue();
    assertThat(thrown.get(0).summary().accepted()).isZero();
    assertThat(thrown.get(0).summary().mayHaveBeenApplied()).isBetween(1L, 1_000L);
  }

  @Test
  void upload_clientClosedMeanwhile_stops() {
    UploadStoppedException stopped =
        stopped(
            () ->
                cleverTap
                    .bulk()
                    .upload(
                        Numbered.profiles(100)
                            .peek(
                                record -> {
                                  if (record.number() == 10) {
                                    cleverTap.close();
                                  }
                                })));

    assertThat(stopped).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(stopped.summary().failed()).isEqualTo(11);
  }

  @Test
  void upload_fromACheckpointAfterACrash_losesNothing() {
    List<BulkCheckpoint> checkpoints = new ArrayList<>();
    stopped(
        () ->
            cleverTap
                .bulk()
                .maxBatchRecords(20)
                .onCheckpoint(
                    checkpoint -> {
                      checkpoints.add(checkpoint);
                      if (checkpoint.completed() > 3_000) {
                        throw new IllegalStateException("the machine is switched off");
                      }
                    })
                .upload(Numbered.profiles(10_000)));
    BulkCheckpoint last = checkpoints.get(checkpoints.size() - 1);
    int storedTooMuch =
        (int) recording.stored().stream().filter(number -> number >= last.completed()).count();

    cleverTap.bulk().upload(Numbered.profiles(10_000).skip(last.completed()));

    assertThat(recording.stored())
        .contains(IntStream.range(0, 10_000).boxed().toArray(Integer[]::new));
    assertThat(storedTooMuch).isLessThanOrEqualTo((int) last.mayRepeat());
    assertThat(checkpoints)
        .extracting(BulkCheckpoint::completed)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private static Iterator<Numbered> endless() {
    return Stream.iterate(0, i -> i + 1).map(i -> Numbered.profile(i, "ada")).iterator();
  }

  private static UploadStoppedException stopped(Runnable upload) {
    return catchThrowableOfType(UploadStoppedException.class, upload::run);
  }

  private static Function<JsonNode, Fault> first(Fault fault) {
    AtomicBoolean done = new AtomicBoolean();
    return batch -> done.getAndSet(true) ? Fault.NONE : fault;
  }
}
