package io.clevertap.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.BulkCheckpoint;
import io.clevertap.ClientListener;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadSummary;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomeTallyTest {

  private static final Profile ANN = Profile.ofIdentity("ann");
  private static final RecordOutcome ACCEPTED = new Accepted(ANN);
  private static final RecordOutcome REJECTED = new Rejected(ANN, 515, "");
  private static final RecordOutcome LOST =
      new Failed(ANN, new TransportException("lost", null, true));

  private final FakeTime time = new FakeTime();
  private final Options options = new Options();
  private final List<Object> seen = new ArrayList<>();
  private final List<Throwable> thrown = new ArrayList<>();
  private final ClientListener listener =
      new ClientListener() {
        @Override
        public void settled(List<RecordOutcome> outcomes) {
          seen.add("listener");
        }
      };
  private SdkLog log;

  @BeforeEach
  void startLog() throws IOException {
    log = new SdkLog();
  }

  @Test
  void settle_eachKind_isCountedAndPassedToItsCallbackAfterTheListener() {
    options.onRejected = seen::add;
    options.onFailed = seen::add;
    OutcomeTally tally = tally();

    settle(tally, ACCEPTED, REJECTED, LOST);

    assertThat(seen).containsExactly("listener", REJECTED, LOST);
    assertThat(tally.summary()).isEqualTo(new UploadSummary(1, 1, 1, 1, Duration.ZERO));
  }

  @Test
  void settle_dryRun_isNotPassedToTheListener() {
    options.dryRun = true;

    settle(tally(), ACCEPTED);

    assertThat(seen).isEmpty();
  }

  @Test
  void settle_callbackThrows_othersGetTheirOutcomesAndCheckpointsEnd() {
    Error error = new AssertionError("the disk is full");
    options.onRejected =
        rejected -> {
          throw error;
        };
    options.onFailed = seen::add;
    OutcomeTally tally = tally();

    settle(tally, REJECTED, LOST);
    tally.checkpoint(new BulkCheckpoint(2, 0));

    assertThat(thrown).containsExactly(error);
    assertThat(seen).contains(LOST);
    assertThat(options.checkpoints).isEmpty();
  }

  @Test
  void checkpoint_thatHasNotMoved_isNotReported() {
    OutcomeTally tally = tally();

    tally.checkpoint(new BulkCheckpoint(0, 5));
    tally.checkpoint(new BulkCheckpoint(3, 2));
    tally.checkpoint(new BulkCheckpoint(3, 4));
    tally.checkpoint(new BulkCheckpoint(2, 5));
    tally.checkpoint(new BulkCheckpoint(4, 3));

    assertThat(options.checkpoints).extracting(BulkCheckpoint::completed).containsExactly(3L, 4L);
  }

  @Test
  void checkpoint_afterTheirEnd_isNotReported() {
    OutcomeTally tally = tally();

    tally.endCheckpoints();
    tally.checkpoint(new BulkCheckpoint(3, 2));

    assertThat(options.checkpoints).isEmpty();
  }

  @Test
  void report_withinASecond_isReportedOnlyAtTheEnd() {
    OutcomeTally tally = tally();
    settle(tally, ACCEPTED, ACCEPTED);

    tally.report(5, false);
    assertThat(options.progress).isEmpty();
    time.pass(Duration.ofSeconds(2));
    tally.report(5, false);
    tally.report(5, false);
    tally.report(0, true);

    assertThat(options.progress).hasSize(2);
    assertThat(options.progress.get(0).recordsPerSecond()).isEqualTo(1);
    assertThat(options.progress.get(0).inFlight()).isEqualTo(5);
  }

  @Test
  void isInCallback_inACallback_isTrue() {
    List<OutcomeTally> self = new ArrayList<>();
    options.onRejected = rejected -> seen.add(self.get(0).isInCallback());
    self.add(tally());

    settle(self.get(0), REJECTED);

    assertThat(seen).contains(true);
    assertThat(self.get(0).isInCallback()).isFalse();
  }

  @Test
  void settle_nothingTakesTheFailures_warnsWithTheirCountAtMostEveryTenSecondsAndAtTheEnd()
      throws IOException {
    OutcomeTally tally = tally();

    settle(tally, ACCEPTED, REJECTED, LOST);
    settle(tally, REJECTED);
    time.pass(Duration.ofSeconds(9));
    settle(tally, LOST);
    assertThat(log.lines()).singleElement().asString().contains("WARN").contains(" 2 records");
    time.pass(Duration.ofSeconds(1));
    settle(tally, LOST);
    assertThat(log.lines()).hasSize(2).last().asString().contains(" 3 records");
    settle(tally, LOST);
    tally.report(0, true);
    tally.report(0, true);
    assertThat(log.lines()).hasSize(3).last().asString().contains(" 1 records");
  }

  @Test
  void settle_callbackOrFutureTakesTheFailures_doesNotWarn() throws IOException {
    options.onRejected = seen::add;
    OutcomeTally tally = tally();

    settle(tally, ACCEPTED, REJECTED);
    tally.settle(List.of(LOST, REJECTED), index -> index == 0);
    tally.report(0, true);

    assertThat(log.lines()).isEmpty();
  }

  private OutcomeTally tally() {
    return new OutcomeTally(options.build(), time, listener, thrown::add);
  }

  private static void settle(OutcomeTally tally, RecordOutcome... outcomes) {
    tally.settle(List.of(outcomes), index -> false);
  }
}
