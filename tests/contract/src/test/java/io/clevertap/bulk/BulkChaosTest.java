package io.clevertap.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.BulkUploader;
import io.clevertap.CleverTap;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadSummary;
import io.clevertap.client.api.Operation;
import io.clevertap.test.internal.StandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    assertThat(run.summary.accepted()).isGreaterThan(RECORDS * 9L / 10);
    assertThat(run.mostInFlight).isLessThanOrEqualTo(Operation.UPLOAD.concurrencyLimit());
    assertThat(run.ledger.mostUnsettled())
        .isLessThanOrEqualTo(2L * Operation.UPLOAD.concurrencyLimit() * BATCH + 1);
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
    private final List<Numbered> records;
    private final List<Integer> stored;

    Run(Chaos chaos, Ledger ledger, int count, int users, long seed) throws Exception {
      this.ledger = ledger;
      this.stored = chaos.stored();
      this.records = Numbered.random(count, users, seed).toList();
      try (StandIn server = StandIn.start(chaos);
          CleverTap cleverTap =
              CleverTap.builder()
                  .baseUrl(server.baseUrl())
                  .credentials("ACCOUNT", "PASSCODE")
                  .attemptTimeout(ATTEMPT_TIMEOUT)
                  .build()) {
        BulkUploader uploader =
            cleverTap.bulk().maxBatchRecords(BATCH).linger(Duration.ofMillis(50)).start();
        for (Numbered record : records) {
          ledger.adding();
          uploader.addAsync(record).thenAccept(ledger::record);
        }
        this.summary = uploader.close(Duration.ofMinutes(5));
        this.mostInFlight = server.mostInFlight();
      }
    }

    List<String> contradictions() {
      return Verdict.contradictions(records, ledger.byNumber(), stored);
    }

    long count(Class<? extends RecordOutcome> type) {
      return ledger.outcomes().filter(type::isInstance).count();
    }
  }
}
