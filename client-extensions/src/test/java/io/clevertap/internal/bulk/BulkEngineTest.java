package io.clevertap.internal.bulk;

import static io.clevertap.internal.upload.Batches.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.clevertap.BulkCheckpoint;
import io.clevertap.BulkProgress;
import io.clevertap.ClientListener;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.upload.Batches;
import io.clevertap.internal.upload.EncodedUploadRequest;
import io.clevertap.internal.upload.UploadCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A bulk upload to a function that responds to the first batch, the second, and so on. */
class BulkEngineTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final UploadResponse SUCCESS =
      response("{\"status\": \"success\", \"unprocessed\": []}");
  private static final UploadResponse REJECTED =
      response(
          "{\"status\": \"fail\", \"unprocessed\": [{\"error\": \"Skipped record number : 1\"}]}");

  private final Options options = new Options();
  private final List<Failed> failed = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Set<BulkEngine> running = ConcurrentHashMap.newKeySet();
  private final AdaptiveLimit limit = new AdaptiveLimit(1, Time.SYSTEM);
  private ClientListener listener = new ClientListener() {};
  private Time time = Time.SYSTEM;
  private BulkUploads uploads;

  BulkEngineTest() {
    options.onFailed = failed::add;
  }

  @AfterEach
  void assertEnded() {
    assertThat(running).isEmpty();
  }

  @Test
  void end_everyRecordIsAccepted_checkpointsReachTheEnd() throws Exception {
    BulkEngine engine = start(call -> SUCCESS);
    add(engine, "ann", "bob", "eve");
    engine.end(LONG);

    assertThat(engine.summary().accepted()).isEqualTo(3);
    assertThat(engine.stoppedBy()).isNull();
    assertThat(options.checkpoints).last().isEqualTo(new BulkCheckpoint(3, 0));
    assertThat(engine.isEnding()).isTrue();
    assertThat(engine.add(Profile.ofIdentity("eve"), null, Long.MAX_VALUE)).isFalse();
  }

  /** Where an interrupt flag is set that abort() did not set. */
  enum Interrupted {
    IN_A_CALL_THAT_SUCCEEDS,
    IN_A_CALL_THAT_FAILS,
    IN_A_CALL_WITH_429,
    IN_A_CALLBACK,
    IN_A_LISTENER
  }

  @ParameterizedTest
  @EnumSource
  void run_interruptedByAnythingElse_stopsAndNoCheckpointPassesAnUnstoredRecord(Interrupted place)
      throws Exception {
    options.onRejected = rejected -> interrupt(place == Interrupted.IN_A_CALLBACK);
    CountDownLatch allAdded = new CountDownLatch(1);
    listener =
        new ClientListener() {
          @Override
          public void batchStarted(Duration waited) {
            await(allAdded);
            interrupt(place == Interrupted.IN_A_LISTENER);
          }
        };
    BulkEngine engine =
        start(
            call -> {
              await(allAdded);
              switch (place) {
                case IN_A_CALL_THAT_SUCCEEDS -> interrupt(true);
                case IN_A_CALL_THAT_FAILS -> {
                  interrupt(true);
                  throw new TransportException("interrupted", null, true);
                }
                case IN_A_CALL_WITH_429 -> {
                  interrupt(true);
                  throw new TooManyRequestsException("429", 429, new byte[0], false);
                }
                default -> {}
              }
              return REJECTED;
            });
    add(engine, "ann", "bob");
    allAdded.countDown();
    engine.end(LONG);

    assertThat(engine.stoppedBy()).isInstanceOf(InterruptedException.class);
    assertThat(calls).hasValue(1);
    assertThat(engine.summary().total()).isEqualTo(2);
    assertThat(failed).last().extracting(Failed::cause).isInstanceOf(NotSentException.class);
    assertThat(options.checkpoints).noneMatch(checkpoint -> checkpoint.completed() > 1);
    if (place != Interrupted.IN_A_CALLBACK) {
      assertThat(options.checkpoints).isEmpty();
    }
  }

  @Test
  void stop_batchIsRejectedAsAWhole_reportsNoCheckpoint() throws Exception {
    InvalidRequestException invalid = new InvalidRequestException("400", 400, new byte[0], false);
    BulkEngine engine =
        start(
            call -> {
              throw invalid;
            });
    add(engine, "ann");
    engine.end(LONG);

    assertThat(engine.stoppedBy()).isSameAs(invalid);
    assertThat(failed).hasSize(1);
    assertThat(options.checkpoints).isEmpty();
  }

  @Test
  void stop_whileABatchIsInFlight_endsItAndFailsTheOthersWithoutACheckpoint() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    BulkEngine engine =
        start(
            call -> {
              arrived.countDown();
              await(stopped);
              return SUCCESS;
            });
    add(engine, "ann", "bob");
    arrived.await();
    IllegalStateException cause = new IllegalStateException();
    engine.stop(cause);
    stopped.countDown();
    engine.end(LONG);

    assertThat(engine.stoppedBy()).isSameAs(cause);
    assertThat(engine.summary().accepted()).isEqualTo(1);
    assertThat(engine.summary().failed()).isEqualTo(1);
    assertThat(options.checkpoints).isEmpty();
  }

  @Test
  void end_timeoutExpires_failsWhatIsLeftWithoutACheckpointAndWithoutACause() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    BulkEngine engine = start(untilInterrupted(arrived));
    add(engine, "ann", "bob");
    arrived.await();
    engine.end(Duration.ZERO);

    assertThat(engine.stoppedBy()).isNull();
    assertThat(failed).hasSize(2);
    assertThat(engine.summary().mayHaveBeenApplied()).isEqualTo(1);
    assertThat(options.checkpoints).isEmpty();
  }

  @Test
  void add_recordsThatCannotBeRead_haveOneOutcomeEachAndACheckpoint() throws Exception {
    Error error = new StackOverflowError();
    Uploadable broken =
        () -> {
          throw error;
        };
    BulkEngine engine = start(call -> SUCCESS);
    CompletableFuture<RecordOutcome> future = new CompletableFuture<>();

    assertThat(engine.add(broken, future, Long.MAX_VALUE)).isTrue();
    assertThat(engine.add(Profile.ofIdentity(" "), null, Long.MAX_VALUE)).isTrue();
    engine.end(LONG);

    assertThat(failed).hasSize(2).noneMatch(Failed::mayHaveBeenApplied);
    assertThat(failed.get(0).record()).isSameAs(broken);
    assertThat(failed.get(0).cause()).hasCause(error);
    assertThat(future).isCompletedWithValue(failed.get(0));
    assertThat(calls).hasValue(0);
    assertThat(options.checkpoints).containsExactly(new BulkCheckpoint(2, 0));
  }

  @Test
  void add_inACallback_throws() throws Exception {
    List<BulkEngine> self = new ArrayList<>();
    CountDownLatch started = new CountDownLatch(1);
    List<Throwable> thrown = new ArrayList<>();
    options.onRejected =
        rejected -> {
          await(started);
          assertThatIllegalStateException()
              .isThrownBy(() -> self.get(0).add(rejected.record(), null, 0))
              .satisfies(thrown::add);
        };
    self.add(start(call -> REJECTED));
    started.countDown();
    add(self.get(0), "ann");
    self.get(0).end(LONG);

    assertThat(thrown).hasSize(1);
    assertThat(self.get(0).stoppedBy()).isNull();
  }

  @Test
  void add_withoutACallbackAndAFuture_isWarnedOf() throws Exception {
    options.onFailed = null;
    SdkLog log = new SdkLog();
    BulkEngine engine = start(call -> REJECTED);
    for (String user : List.of("ann", " ")) { // rejected, and invalid
      engine.add(Profile.ofIdentity(user), new CompletableFuture<>(), Long.MAX_VALUE);
      engine.add(Profile.ofIdentity(user), null, Long.MAX_VALUE);
    }
    engine.end(LONG);

    assertThat(engine.summary().total()).isEqualTo(4);
    assertThat(log.lines())
        .filteredOn(line -> line.contains("records were rejected or failed"))
        .hasSize(2)
        .allMatch(line -> line.contains(" 1 records were"));
  }

  @Test
  void add_withAFuture_completesItWithTheOutcome() throws Exception {
    Profile ann = Profile.ofIdentity("ann");
    CompletableFuture<RecordOutcome> future = new CompletableFuture<>();
    BulkEngine engine = start(call -> SUCCESS);
    engine.add(ann, future, Long.MAX_VALUE);
    engine.end(LONG);

    assertThat(future).isCompletedWithValue(new Accepted(ann));
  }

  @Test
  void send_clientIsClosed_stopsAndSendsNothing() throws Exception {
    BulkEngine engine = start(call -> SUCCESS);
    closed.set(true);
    add(engine, "ann");
    engine.end(LONG);

    assertThat(engine.stoppedBy()).isInstanceOf(IllegalStateException.class);
    assertThat(calls).hasValue(0);
    assertThat(failed).hasSize(1);
    assertThat(options.checkpoints).isEmpty();
  }

  @Test
  void end_ended_reportsProgressOfEveryRecordAndGivesThePermitBack() throws Exception {
    BulkEngine engine = start(call -> call == 2 ? REJECTED : SUCCESS);
    add(engine, "ann", "bob", "eve");
    engine.end(LONG);

    BulkProgress last = options.progress.get(options.progress.size() - 1);
    assertThat(List.of(last.accepted(), last.rejected(), last.failed(), last.inFlight()))
        .containsExactly(2L, 1L, 0L, 0L);
    assertPermitIsFree();
  }

  @Test
  void send_batchIsInFlight_holdsThePermit() throws Exception {
    AtomicReference<Waiting> other = new AtomicReference<>();
    AtomicBoolean free = new AtomicBoolean(true);
    BulkEngine engine =
        start(
            call -> {
              other.set(
                  Waiting.until(
                      () -> {
                        limit.acquire();
                        limit.release();
                        return true;
                      }));
              free.set(other.get().isDone());
              return SUCCESS;
            });
    add(engine, "ann");
    engine.end(LONG);

    assertThat(free).isFalse();
    assertThat(other.get().result()).isTrue();
  }

  @Test
  void end_stoppedBeforeABatchIsTaken_givesThePermitBack() throws Exception {
    limit.acquire();
    BulkEngine engine = start(call -> SUCCESS);
    add(engine, "ann");
    engine.stop(new IllegalStateException());
    limit.release();
    engine.end(LONG);

    assertThat(calls).hasValue(0);
    assertThat(failed).hasSize(1);
    assertPermitIsFree();
  }

  @Test
  void end_interrupted_stopsInterruptsTheCallAndKeepsTheFlag() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    BulkEngine engine = start(untilInterrupted(arrived));
    add(engine, "ann", "bob");
    arrived.await();
    Waiting end =
        Waiting.blocked(
            () -> {
              engine.end(LONG);
              return Thread.currentThread().isInterrupted();
            });
    end.thread().interrupt();

    assertThat(end.result()).isTrue();
    assertThat(engine.stoppedBy()).isInstanceOf(InterruptedException.class);
    assertThat(failed).hasSize(2);
    assertThat(engine.summary().mayHaveBeenApplied()).isEqualTo(1);
    assertThat(failed.get(1).cause())
        .hasMessageContaining("the bulk upload was stopped")
        .hasCause(engine.stoppedBy());
  }

  @Test
  void end_interruptedWhileItWaitsForACallback_waitsForItAndKeepsTheFlag() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    options.onRejected =
        rejected -> {
          arrived.countDown();
          awaitThroughInterrupts(released);
        };
    BulkEngine engine = start(call -> REJECTED);
    add(engine, "ann");
    arrived.await();
    Waiting end =
        Waiting.blocked(
            () -> {
              engine.end(Duration.ZERO);
              return Thread.currentThread().isInterrupted();
            });
    end.thread().interrupt();
    released.countDown();

    assertThat(end.result()).isTrue();
    assertThat(engine.stoppedBy()).isNull();
    assertThat(engine.summary().rejected()).isEqualTo(1);
  }

  @Test
  void end_notInterrupted_leavesNoFlag() {
    start(call -> SUCCESS).end(LONG);

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void end_inACallback_throws() throws Exception {
    AtomicReference<BulkEngine> self = new AtomicReference<>();
    List<Throwable> thrown = new ArrayList<>();
    options.onFailed =
        failure ->
            assertThatIllegalStateException()
                .isThrownBy(() -> self.get().end(LONG))
                .satisfies(thrown::add);
    self.set(start(call -> SUCCESS));
    add(self.get(), " "); // fails on this thread
    self.get().end(LONG);

    assertThat(thrown).hasSize(1);
    assertThat(self.get().stoppedBy()).isNull();
  }

  @Test
  void abort_callIsInFlight_isInterrupted() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    BulkEngine engine = start(untilInterrupted(arrived));
    add(engine, "ann");
    arrived.await();

    engine.abort();
    engine.end(LONG);

    assertThat(engine.isEnding()).isTrue();
    assertThat(engine.stoppedBy()).isNull();
    assertThat(failed).extracting(Failed::mayHaveBeenApplied).containsExactly(true);
    assertThat(options.checkpoints).isEmpty();
  }

  @Test
  void close_recordsAreLeft_acceptsNoMoreAndWaitsForTheirOutcomes() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    BulkEngine engine =
        start(
            call -> {
              await(released);
              return SUCCESS;
            });
    add(engine, "ann");
    assertThat(engine.isEnding()).isFalse();
    Waiting close =
        Waiting.blocked(
            () -> {
              uploads.close();
              return engine.summary().accepted() == 1;
            });
    assertThat(engine.isEnding()).isTrue();
    assertThat(engine.add(Profile.ofIdentity("bob"), null, Long.MAX_VALUE)).isFalse();
    released.countDown();

    assertThat(close.result()).isTrue();
    engine.end(LONG);
  }

  @Test
  void close_inACallback_doesNotWaitForTheCallback() throws Exception {
    options.onRejected =
        rejected -> {
          try {
            uploads.close();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    BulkEngine engine = start(call -> REJECTED);
    add(engine, "ann");
    engine.end(LONG);

    assertThat(engine.stoppedBy()).isNull();
    assertThat(engine.summary().rejected()).isEqualTo(1);
  }

  @Test
  void flush_recordLingers_isSentNow() throws Exception {
    options.maxBatchRecords = 10;
    options.linger = Duration.ofDays(1);
    CompletableFuture<RecordOutcome> future = new CompletableFuture<>();
    BulkEngine engine = start(call -> SUCCESS);
    engine.add(Profile.ofIdentity("ann"), future, Long.MAX_VALUE);
    engine.flush();

    assertThat(future.get(10, TimeUnit.SECONDS)).isInstanceOf(Accepted.class);
    engine.end(LONG);
  }

  @Test
  void failUnsent_recordWasNotAdded_failsWithWhatStoppedTheUpload() {
    BulkEngine engine = start(call -> SUCCESS);
    Profile ann = Profile.ofIdentity("ann");
    IllegalStateException cause = new IllegalStateException();

    engine.failUnsent(ann);
    engine.stop(cause);
    engine.failUnsent(ann);
    engine.end(LONG);

    assertThat(failed).extracting(Failed::record).containsExactly(ann, ann);
    assertThat(failed.get(0).cause())
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("closed before the record was sent")
        .hasNoCause();
    assertThat(failed.get(1).cause())
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("the bulk upload was stopped")
        .hasCause(cause);
    assertThat(engine.summary().failed()).isEqualTo(2);
  }

  @Test
  void add_recordThatFillsABatchAlone_isSentAndOneByteMoreIsInvalid() throws Exception {
    Profile ann = Profile.ofIdentity("ann");
    int length = EncodedUploadRequest.ENVELOPE_BYTES + 1 + Batches.json(ann).length();
    options.maxBatchBytes = length;
    BulkEngine engine = start(call -> SUCCESS);
    engine.add(ann, null, Long.MAX_VALUE);
    add(engine, "anna");
    engine.end(LONG);

    assertThat(engine.summary().accepted()).isEqualTo(1);
    assertThat(failed).hasSize(1);
    assertThat(failed.get(0).cause())
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining(
            "a batch with this record alone has %d bytes; the limit is %d"
                .formatted(length + 1, length));
  }

  @Test
  void add_recordThatCannotBeReadAfterTheEnd_hasNoOutcome() throws Exception {
    BulkEngine engine = start(call -> SUCCESS);
    engine.end(LONG);

    assertThat(engine.add(Profile.ofIdentity(" "), null, Long.MAX_VALUE)).isFalse();
    assertThat(failed).isEmpty();
  }

  @Test
  void add_inACallbackOnTheAddingThread_throws() throws Exception {
    AtomicReference<BulkEngine> self = new AtomicReference<>();
    List<Throwable> thrown = new ArrayList<>();
    options.onFailed =
        failure ->
            assertThatIllegalStateException()
                .isThrownBy(() -> self.get().add(failure.record(), null, 0))
                .satisfies(thrown::add);
    self.set(start(call -> SUCCESS));
    add(self.get(), " ");
    self.get().end(LONG);

    assertThat(thrown).hasSize(1);
    assertThat(self.get().stoppedBy()).isNull();
  }

  @Test
  void run_listenerThrows_stopsAndFailsTheOtherRecords() throws Exception {
    Error error = new StackOverflowError();
    CountDownLatch allAdded = new CountDownLatch(1);
    listener =
        new ClientListener() {
          @Override
          public void batchStarted(Duration waited) {
            await(allAdded);
            throw error;
          }
        };
    BulkEngine engine = start(call -> SUCCESS);
    add(engine, "ann", "bob");
    allAdded.countDown();
    engine.end(LONG);

    assertThat(engine.stoppedBy()).isSameAs(error);
    assertThat(failed).last().extracting(Failed::cause).isInstanceOf(NotSentException.class);
    assertPermitIsFree();
  }

  @Test
  void batchStarted_permitIsFree_waitedSinceTheBatchWasReadyOnADaemonThread() throws Exception {
    List<Object> seen = new ArrayList<>();
    listener =
        new ClientListener() {
          @Override
          public void batchStarted(Duration waited) {
            seen.add(waited);
            seen.add(Thread.currentThread().getName());
            seen.add(Thread.currentThread().isDaemon());
          }
        };
    AtomicLong seconds = new AtomicLong();
    time =
        new Time() {
          @Override
          public long nanoTime() {
            return TimeUnit.SECONDS.toNanos(seconds.incrementAndGet());
          }
        };
    BulkEngine engine = start(call -> SUCCESS);
    add(engine, "ann");
    engine.end(LONG);

    assertThat(seen).containsExactly(Duration.ofSeconds(1), "clevertap-bulk-1", true);
    assertThat(options.progress).hasSize(2); // after more than a second, and at the end
    assertThat(engine.summary().duration()).isGreaterThan(Duration.ofSeconds(1));
  }

  /** What a call throws, and whether the next one would fail too. */
  static Stream<Arguments> failuresOfACall() {
    return Stream.of(
        arguments(new UnexpectedResponseException("", 299, new byte[0], false), false),
        arguments(new UnexpectedResponseException("", 300, new byte[0], false), true),
        arguments(new InvalidRequestException("", 499, new byte[0], false), true),
        arguments(new ServerException("", 500, new byte[0], false), false),
        arguments(new TransportException("", null, false), false));
  }

  @ParameterizedTest
  @MethodSource("failuresOfACall")
  void send_callFails_stopsIfTheNextOneWouldToo(CleverTapException failure, boolean stops)
      throws Exception {
    assertThat(stoppedByFailureOfTheFirstCall(failure)).isEqualTo(stops ? failure : null);
  }

  @Test
  void send_requestIsRejectedWithoutFailFast_goesOn() throws Exception {
    options.failFast = false;
    InvalidRequestException invalid = new InvalidRequestException("", 400, new byte[0], false);

    assertThat(stoppedByFailureOfTheFirstCall(invalid)).isNull();
  }

  @Test
  void send_429ForTooLong_failsTheBatchAndGoesOn() throws Exception {
    options.waitForRecovery = Duration.ZERO;
    TooManyRequestsException busy =
        new TooManyRequestsException("", 429, new byte[0], false, Duration.ofSeconds(1));

    assertThat(stoppedByFailureOfTheFirstCall(busy)).isNull();
  }

  @Test
  void send_clientIsClosedWhileABatchWaits_failsIt() throws Exception {
    time =
        new Time() {
          @Override
          public void sleep(Duration duration) {
            closed.set(true);
          }
        };
    BulkEngine engine =
        start(
            call -> {
              throw new TooManyRequestsException("", 429, new byte[0], false);
            });
    add(engine, "ann");
    engine.end(LONG);

    assertThat(calls).hasValue(1);
    assertThat(failed).hasSize(1);
  }

  @Test
  void send_stoppedWhileABatchWaits_failsIt() throws Exception {
    AtomicReference<BulkEngine> self = new AtomicReference<>();
    IllegalStateException cause = new IllegalStateException();
    time =
        new Time() {
          @Override
          public void sleep(Duration duration) {
            self.get().stop(cause);
          }
        };
    CountDownLatch started = new CountDownLatch(1);
    self.set(
        start(
            call -> {
              await(started);
              throw new TooManyRequestsException("", 429, new byte[0], false);
            }));
    add(self.get(), "ann");
    started.countDown();
    self.get().end(LONG);

    assertThat(calls).hasValue(1);
    assertThat(failed).hasSize(1);
    assertThat(self.get().stoppedBy()).isSameAs(cause);
  }

  /** Returns what stopped an upload of two records, of which the first call fails like this. */
  private @Nullable Throwable stoppedByFailureOfTheFirstCall(CleverTapException failure)
      throws Exception {
    CountDownLatch allAdded = new CountDownLatch(1);
    BulkEngine engine =
        start(
            call -> {
              await(allAdded);
              if (call == 1) {
                throw failure;
              }
              return SUCCESS;
            });
    add(engine, "ann", "bob");
    allAdded.countDown();
    engine.end(LONG);
    assertThat(engine.summary().accepted()).isEqualTo(engine.stoppedBy() == null ? 1 : 0);
    return engine.stoppedBy();
  }

  private void assertPermitIsFree() {
    Waiting permit =
        Waiting.until(
            () -> {
              limit.acquire();
              return true;
            });
    assertThat(permit.isDone()).isTrue();
  }

  /** Returns a server whose calls end when they are interrupted. */
  private static IntFunction<UploadResponse> untilInterrupted(CountDownLatch arrived) {
    return call -> {
      arrived.countDown();
      await(new CountDownLatch(1));
      throw new TransportException("interrupted", null, true);
    };
  }

  private static void awaitThroughInterrupts(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.interrupted();
      await(latch);
    }
    Thread.interrupted();
  }

  private BulkEngine start(IntFunction<UploadResponse> server) {
    RetryPolicy retries = Batches.retries(3, time);
    UploadCall call =
        new UploadCall((request, dryRun) -> server.apply(calls.incrementAndGet()), retries, false);
    uploads = new BulkUploads(call, limit, retries, true, listener, closed::get, running);
    return uploads.start(options.build());
  }

  private static void add(BulkEngine engine, String... users) throws InterruptedException {
    for (String user : users) {
      assertThat(engine.add(Profile.ofIdentity(user), null, Long.MAX_VALUE)).isTrue();
    }
  }

  private static void interrupt(boolean set) {
    if (set) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
