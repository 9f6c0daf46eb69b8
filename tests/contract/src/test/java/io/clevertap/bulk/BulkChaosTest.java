package io.clevertap.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.BulkUploader;
import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.ClientListener;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadSummary;
import io.clevertap.client.api.Operation;
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.UploadStoppedException;
import io.clevertap.test.internal.StandIn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Uploads to a server that fails in every way, and compares what the SDK reports with what the
 * server stored.
 */
class BulkChaosTest {

  private static final int RECORDS = 200_000;
  private static final int USERS = 5_000;
  private static final int BATCH = 250;
  private static final double FAULT_SHARE = 0.15;

  /**
   * Longer than any pause of a busy machine, so that the server never stores a timed-out batch late
   * and out of order.
   */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

  @Execution(ExecutionMode.CONCURRENT) // the test mostly waits
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void upload_serverFailsInEveryWay_nothingIsLostDuplicatedReorderedOrMisreported(long seed)
      throws Exception {
    Run run = new Run(new Chaos(seed, FAULT_SHARE), new Ledger(), RECORDS, USERS, seed);

    assertThat(run.contradictions()).isEmpty();
    assertThat(run.summary.total()).isEqualTo(RECORDS);
    assertThat(run.summary.accepted()).isEqualTo(run.count(Accepted.class));
    assertThat(run.summary.rejected()).isEqualTo(run.count(Rejected.class));
    assertThat(run.summary.failed()).isEqualTo(run.count(Failed.class));
    assertThat(run.summary.accepted()).isGreaterThan(RECORDS * 17L / 20);
    assertThat(run.mostInFlight).isLessThanOrEqualTo(Operation.UPLOAD.concurrencyLimit());
    assertThat(run.ledger.mostUnsettled())
        .isLessThanOrEqualTo(2L * Operation.UPLOAD.concurrencyLimit() * BATCH + 1);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void upload_throughAProxyThatRefusesAndDelays_nothingIsLostDuplicatedReorderedOrMisreported(
      long seed) throws Exception {
    AtomicReference<Middlebox> proxy = new AtomicReference<>();
    Run run;
    try {
      run =
          new Run(
              new Chaos(seed, FAULT_SHARE),
              new Ledger(),
              RECORDS / 5,
              USERS,
              seed,
              server -> {
                proxy.set(new Middlebox(server, seed));
                return through(proxy.get());
              });
    } finally {
      proxy.get().close();
    }

    assertThat(run.contradictions()).isEmpty();
    assertThat(run.summary.total()).isEqualTo(RECORDS / 5);
    assertThat(run.summary.accepted()).isGreaterThan(RECORDS / 10L);
    assertThat(proxy.get().refused()).isPositive();
    assertThat(proxy.get().retryAfters()).isPositive();
  }

  private static CleverTapBuilder through(Middlebox proxy) {
    return CleverTap.builder()
        .baseUrl("https://" + SelfSigned.HOST)
        .httpClient(client -> client.proxy(proxy.selector()).sslContext(SelfSigned.CONTEXT));
  }

  @Timeout(60)
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void upload_aLaneIsInterruptedAtAnyMoment_stopsWithNoCheckpointPastAnUnstoredRecord(long seed)
      throws Exception {
    Lanes lanes = new Lanes();
    Chaos chaos =
        new Chaos(seed, FAULT_SHARE) {
          private int left = new Random(seed).nextInt(100);

          @Override
          public void store(List<JsonNode> batch) {
            super.store(batch);
            if (left-- == 0) {
              lanes.interruptOne();
            }
          }
        };

    Run run =
        new Run(
            chaos,
            new Ledger(),
            RECORDS / 5,
            USERS,
            seed,
            server -> CleverTap.builder().baseUrl(server).listener(lanes));

    assertThat(run.stoppedBy).hasRootCauseInstanceOf(InterruptedException.class);
    assertThat(run.contradictions()).isEmpty();
    assertThat(run.summary.total()).isEqualTo(run.ledger.outcomes().count());
    assertThat(run.unsentBeforeTheCheckpoint()).isEmpty();
  }

  /** Collects the threads of an upload. */
  private static final class Lanes implements ClientListener {

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    @Override
    public void attempted(Operation operation, int number, int status, Duration duration) {
      threads.add(Thread.currentThread());
    }

    void interruptOne() {
      threads.element().interrupt();
    }
  }

  static Stream<Arguments> plantedBugs() {
    return Stream.of(
        Arguments.of("an outcome dropped", new Chaos(7, 0), givingTheFirst(0), "has 0 outcomes"),
        Arguments.of("an outcome doubled", new Chaos(7, 0), givingTheFirst(2), "has 2 outcomes"),
        Arguments.of(
            "a record lost",
            storingTheFirst(batch -> batch.subList(1, batch.size())),
            new Ledger(),
            "is accepted, and not stored"),
        Arguments.of(
            "a batch stored twice",
            storingTheFirst(batch -> Stream.of(batch, batch).flatMap(List::stream).toList()),
            new Ledger(),
            "is stored 2 times"),
        Arguments.of(
            "a batch stored backwards",
            storingTheFirst(BulkChaosTest::reversed),
            new Ledger(),
            "is stored before"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plantedBugs")
  void contradictions_plantedBug_isFound(
      String bug, Chaos server, Ledger ledger, String contradiction) throws Exception {
    assertThat(new Run(server, ledger, 2_000, 20, 7).contradictions())
        .isNotEmpty()
        .allMatch(found -> found.contains(contradiction));
  }

  private static Ledger givingTheFirst(int times) {
    AtomicBoolean first = new AtomicBoolean(true);
    return new Ledger() {
      @Override
      void record(RecordOutcome outcome) {
        int copies = first.getAndSet(false) ? times : 1;
        IntStream.range(0, copies).forEach(copy -> super.record(outcome));
      }
    };
  }

  private static Chaos storingTheFirst(UnaryOperator<List<JsonNode>> mistake) {
    AtomicBoolean first = new AtomicBoolean(true);
    return new Chaos(7, 0) {
      @Override
      public void store(List<JsonNode> batch) {
        super.store(first.getAndSet(false) ? mistake.apply(batch) : batch);
      }
    };
  }

  private static List<JsonNode> reversed(List<JsonNode> batch) {
    List<JsonNode> order = new ArrayList<>(batch);
    Collections.reverse(order);
    return order;
  }

  /**
   * One complete bulk upload, with the outcomes that the SDK reported and the records that the
   * server stored.
   */
  private static final class Run {

    final Ledger ledger;
    final UploadSummary summary;
    final int mostInFlight;
    final @Nullable UploadStoppedException stoppedBy;
    private final List<Numbered> records;
    private final List<Integer> stored;
    private volatile long completed;

    Run(Chaos chaos, Ledger ledger, int count, int users, long seed) throws Exception {
      this(chaos, ledger, count, users, seed, server -> CleverTap.builder().baseUrl(server));
    }

    Run(Chaos chaos, Ledger ledger, int count, int users, long seed, Route route) throws Exception {
      this.ledger = ledger;
      this.stored = chaos.stored();
      this.records = Numbered.random(count, users, seed).toList();
      try (StandIn server = StandIn.start(chaos);
          CleverTap cleverTap =
              route
                  .to(server.baseUrl())
                  .credentials("ACCOUNT", "PASSCODE")
                  .attemptTimeout(ATTEMPT_TIMEOUT)
                  .build()) {
        BulkUploader uploader =
            cleverTap
                .bulk()
                .maxBatchRecords(BATCH)
                .linger(Duration.ofMillis(50))
                .onCheckpoint(checkpoint -> completed = checkpoint.completed())
                .start();
        UploadStoppedException stopped = null;
        UploadSummary end;
        try {
          for (Numbered record : records) {
            ledger.adding();
            uploader.addAsync(record).thenAccept(ledger::record);
          }
          end = uploader.close(Duration.ofMinutes(5));
        } catch (UploadStoppedException e) {
          stopped = e;
          end = closed(uploader);
        }
        this.summary = end;
        this.stoppedBy = stopped;
        this.mostInFlight = server.mostInFlight();
      }
    }

    private static UploadSummary closed(BulkUploader uploader) {
      try {
        return uploader.close(Duration.ofMinutes(5));
      } catch (UploadStoppedException e) {
        return e.summary();
      }
    }

    /** Returns the contradictions of the records that have an outcome or were stored. */
    List<String> contradictions() {
      Map<Integer, List<RecordOutcome>> outcomes = ledger.byNumber();
      if (stoppedBy == null) {
        return Verdict.contradictions(records, outcomes, stored);
      }
      int taken = Math.toIntExact(summary.total());
      assertThat(stored).allMatch(number -> number < taken);
      return Verdict.contradictions(records.subList(0, taken), outcomes, stored);
    }

    /** Returns the records that a resumed upload would skip although they were never sent. */
    List<Integer> unsentBeforeTheCheckpoint() {
      return ledger
          .outcomes()
          .filter(
              outcome ->
                  outcome instanceof Failed failed && failed.cause() instanceof NotSentException)
          .map(outcome -> ((Numbered) outcome.record()).number())
          .filter(number -> number < completed)
          .toList();
    }

    long count(Class<? extends RecordOutcome> type) {
      return ledger.outcomes().filter(type::isInstance).count();
    }
  }

  /** Returns the builder of a client that reaches the server with this base URL. */
  private interface Route {
    CleverTapBuilder to(String server) throws IOException;
  }
}
