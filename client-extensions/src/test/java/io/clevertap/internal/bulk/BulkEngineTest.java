package io.clevertap.internal.bulk;

import static io.clevertap.internal.upload.Batches.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.clevertap.BulkCheckpoint;
import io.clevertap.ClientListener;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.upload.Batches;
import io.clevertap.internal.upload.UploadCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
  private ClientListener listener = new ClientListener() {};

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
    addThree(engine);
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
    engine.add(Profile.ofIdentity("ann"), null, Long.MAX_VALUE);
    engine.add(Profile.ofIdentity("bob"), null, Long.MAX_VALUE);
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
    engine.add(Profile.ofIdentity("ann"), null, Long.MAX_VALUE);
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
    engine.add(Profile.ofIdentity("ann"), null, Long.MAX_VALUE);
    engine.add(Profile.ofIdentity("bob"), null, Long.MAX_VALUE);
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
    BulkEngine engine =
        start(
            call -> {
              arrived.countDown();
              await(new CountDownLatch(1));
              throw new TransportException("interrupted", null, true);
            });
    engine.add(Profile.ofIdentity("ann"), null, Long.MAX_VALUE);
    engine.add(Profile.ofIdentity("bob"), null, Long.MAX_VALUE);
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
    self.get(0).add(Profile.ofIdentity("ann"), null, Long.MAX_VALUE);
    self.get(0).end(LONG);

    assertThat(thrown).hasSize(1);
    assertThat(self.get(0).stoppedBy()).isNull();
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
    engine.add(Profile.ofIdentity("ann"), null, Long.MAX_VALUE);
    engine.end(LONG);

    assertThat(engine.stoppedBy()).isInstanceOf(IllegalStateException.class);
    assertThat(calls).hasValue(0);
    assertThat(failed).hasSize(1);
    assertThat(options.checkpoints).isEmpty();
  }

  private BulkEngine start(IntFunction<UploadResponse> server) {
    RetryPolicy retries = Batches.retries(3, Time.SYSTEM);
    UploadCall call =
        new UploadCall((request, dryRun) -> server.apply(calls.incrementAndGet()), retries, false);
    AdaptiveLimit limit = new AdaptiveLimit(options.parallelism, Time.SYSTEM);
    return new BulkUploads(call, limit, retries, true, listener, closed::get, running)
        .start(options.build());
  }

  private static void addThree(BulkEngine engine) throws InterruptedException {
    for (String user : List.of("ann", "bob", "eve")) {
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
