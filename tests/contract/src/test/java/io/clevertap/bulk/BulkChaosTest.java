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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads through a server that fails in every way, and believes neither side alone. */
class BulkChaosTest {

  private static final int RECORDS = 200_000;
  private static final int USERS = 5_000;
  private static final int BATCH = 250;
  private static final double FAULT_SHARE = 0.15;

  /** Longer than any pause of a busy machine: what times out is never stored late, out of order. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

  @Execution(ExecutionMode.CONCURRENT) // it waits most of the time
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
    assertThat(run.mostInFlight).isLessThanOrEqualTo(Operation.UPLOAD.concurrentRequests());
    assertThat(run.ledger.mostUnsettled())
        .isLessThanOrEqualTo(2L * Operation.UPLOAD.concurrentRequests() * BATCH + 1);
  }

  @Test
  void contradictions_outcomeDropped_areFound() throws Exception {
    AtomicBoolean dropped = new AtomicBoolean();
    Ledger forgetful =
        new Ledger() {
          @Override
          void record(RecordOutcome outcome) {
            if (outcome instanceof Accepted && !dropped.getAndSet(true)) {
              return;
            }
            super.record(outcome);
          }
        };

    assertThat(new Run(new Chaos(7, 0), forgetful, 2_000, 20, 7).contradictions())
        .singleElement()
        .asString()
        .contains("has 0 outcomes");
  }

  @Test
  void contradictions_outcomeGivenTwice_areFound() throws Exception {
    AtomicBoolean doubled = new AtomicBoolean();
    Ledger stutterer =
        new Ledger() {
          @Override
          void record(RecordOutcome outcome) {
            super.record(outcome);
            if (!doubled.getAndSet(true)) {
              super.record(outcome);
            }
          }
        };

    assertThat(new Run(new Chaos(7, 0), stutterer, 2_000, 20, 7).contradictions())
        .singleElement()
        .asString()
        .contains("has 2 outcomes");
  }

  @Test
  void contradictions_acceptedRecordNotStored_areFound() throws Exception {
    AtomicBoolean lost = new AtomicBoolean();
    Chaos loser =
        new Chaos(7, 0) {
          @Override
          public void store(List<JsonNode> batch) {
            super.store(lost.getAndSet(true) ? batch : batch.subList(1, batch.size()));
          }
        };

    assertThat(new Run(loser, new Ledger(), 2_000, 20, 7).contradictions())
        .singleElement()
        .asString()
        .contains("is accepted, and not stored");
  }

  @Test
  void contradictions_batchStoredTwice_areFound() throws Exception {
    AtomicBoolean repeated = new AtomicBoolean();
    Chaos repeater =
        new Chaos(7, 0) {
          @Override
          public void store(List<JsonNode> batch) {
            super.store(batch);
            if (!repeated.getAndSet(true)) {
              super.store(batch);
            }
          }
        };

    assertThat(new Run(repeater, new Ledger(), 2_000, 20, 7).contradictions())
        .isNotEmpty()
        .allMatch(contradiction -> contradiction.contains("is stored 2 times"));
  }

  @Test
  void contradictions_batchStoredBackwards_areFound() throws Exception {
    AtomicBoolean reversed = new AtomicBoolean();
    Chaos reverser =
        new Chaos(7, 0) {
          @Override
          public void store(List<JsonNode> batch) {
            List<JsonNode> order = new ArrayList<>(batch);
            if (!reversed.getAndSet(true)) {
              Collections.reverse(order);
            }
            super.store(order);
          }
        };

    assertThat(new Run(reverser, new Ledger(), 2_000, 20, 7).contradictions())
        .isNotEmpty()
        .allMatch(contradiction -> contradiction.contains("is stored before"));
  }

  /** One bulk upload to its end, with what both sides say of it. */
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
