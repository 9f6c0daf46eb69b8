package io.clevertap.internal.bulk;

import static io.clevertap.internal.upload.Batches.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.FakeTime;
import io.clevertap.internal.upload.Batches;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the requests of a bulk upload wait for CleverTap; only the fake time passes. */
class RecoveryTest {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final TooManyRequestsException BUSY =
      new TooManyRequestsException("429", 429, new byte[0], false);
  private static final TransportException REFUSED =
      new TransportException("connection refused", new ConnectException(), false);
  private static final UploadResponse SUCCESS =
      response("{\"status\": \"success\", \"unprocessed\": []}");
  private static final UploadRequest REQUEST = new UploadRequest();

  private final FakeTime time = new FakeTime();
  private final AdaptiveLimit limit = new AdaptiveLimit(1, time);
  private @Nullable Duration patience = PATIENCE;
  private boolean stopped;
  private int calls;

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void apply_429UntilTheTimeLimit_isResent() {
    long start = time.nanoTime();
    Recovery recovery =
        recovery(
            call -> {
              if (call == 1) {
                throw BUSY;
              }
              if (call == 2) {
                time.pass(PATIENCE.minusNanos(time.nanoTime() - start));
                throw BUSY;
              }
              return SUCCESS;
            });

    assertThat(recovery.apply(REQUEST, null)).isSameAs(SUCCESS);
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void apply_429BeyondTheTimeLimit_failsAsDoesTheNextOneAtOnce() {
    Recovery recovery =
        recovery(
            call -> {
              assertThat(call).isLessThan(4); // or it would go on forever
              time.pass(call == 2 ? PATIENCE : Duration.ZERO);
              throw BUSY;
            });

    assertThatThrownBy(() -> recovery.apply(REQUEST, null)).isSameAs(BUSY);
    assertThat(calls).isEqualTo(2);
    assertThatThrownBy(() -> recovery.apply(REQUEST, null)).isSameAs(BUSY);
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void apply_anotherRequestGotThroughInTheMeantime_isResent() {
    List<Recovery> self = new ArrayList<>();
    self.add(
        recovery(
            call -> {
              if (call == 2) {
                time.pass(PATIENCE.multipliedBy(2));
                self.get(0).apply(REQUEST, null); // the third call
                throw BUSY;
              }
              if (call == 1) {
                throw BUSY;
              }
              return SUCCESS;
            }));

    assertThat(self.get(0).apply(REQUEST, null)).isSameAs(SUCCESS);
    assertThat(calls).isEqualTo(4);
  }

  @Test
  void apply_successAfterItGaveUp_letsTheNextRequestWaitAgain() {
    Recovery recovery =
        recovery(
            call -> {
              time.pass(call == 2 ? PATIENCE : Duration.ZERO);
              if (call == 3 || call == 5) {
                return SUCCESS;
              }
              throw BUSY;
            });

    assertThatThrownBy(() -> recovery.apply(REQUEST, null)).isSameAs(BUSY);
    assertThat(recovery.apply(REQUEST, null)).isSameAs(SUCCESS);
    assertThat(recovery.apply(REQUEST, null)).isSameAs(SUCCESS);
    assertThat(calls).isEqualTo(5);
  }

  @Test
  void apply_unreachableBefore429_waitsOnlyAfterTheResponse() {
    patience = null;
    Recovery recovery =
        recovery(
            call -> {
              if (call == 4) {
                return SUCCESS;
              }
              throw call == 2 ? BUSY : REFUSED;
            });

    assertThatThrownBy(() -> recovery.apply(REQUEST, null)).isSameAs(REFUSED);
    assertThat(recovery.apply(REQUEST, null)).isSameAs(SUCCESS);
    assertThat(calls).isEqualTo(4);
  }

  @Test
  void apply_outcomeUnknown_failsAtOnce() {
    TransportException lost = new TransportException("lost", new IOException(), true);
    Recovery recovery =
        recovery(
            call -> {
              throw lost;
            });

    assertThatThrownBy(() -> recovery.apply(REQUEST, null)).isSameAs(lost);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void apply_stoppedAfterTheResponse_failsWithoutAnotherCall() {
    Recovery recovery =
        recovery(
            call -> {
              assertThat(call).isEqualTo(1);
              stopped = true;
              throw BUSY;
            });

    assertThatThrownBy(() -> recovery.apply(REQUEST, null)).isSameAs(BUSY);
  }

  @Test
  void apply_interrupted_failsWithoutAnotherCallAndKeepsTheFlag() {
    Recovery recovery =
        recovery(
            call -> {
              assertThat(call).isEqualTo(1);
              Thread.currentThread().interrupt();
              throw BUSY;
            });

    assertThatThrownBy(() -> recovery.apply(REQUEST, null)).isSameAs(BUSY);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void apply_429_letsAnotherBatchGoFirst() throws Exception {
    limit.acquire();
    List<String> order = new ArrayList<>();
    Waiting other =
        Waiting.blocked(
            () -> {
              limit.acquire();
              order.add("other");
              limit.release();
              return true;
            });
    Recovery recovery =
        recovery(
            call -> {
              if (call == 1) {
                throw BUSY;
              }
              order.add("resent");
              return SUCCESS;
            });

    recovery.apply(REQUEST, null);
    limit.release();

    assertThat(other.result()).isTrue();
    assertThat(order).containsExactly("other", "resent");
  }

  @Test
  void apply_stoppedWhileAnotherBatchGoesFirst_failsWithoutAnotherCall() throws Exception {
    limit.acquire();
    Waiting other =
        Waiting.blocked(
            () -> {
              limit.acquire();
              stopped = true;
              limit.release();
              return true;
            });
    Recovery recovery =
        recovery(
            call -> {
              assertThat(call).isEqualTo(1);
              throw BUSY;
            });

    assertThatThrownBy(() -> recovery.apply(REQUEST, null)).isSameAs(BUSY);
    assertThat(other.result()).isTrue();
  }

  @Test
  void apply_unreachable_isLoggedOnceUntilCleverTapResponds() throws IOException {
    SdkLog log = new SdkLog();
    Recovery recovery =
        recovery(
            call -> {
              if (call % 5 == 0) {
                return SUCCESS;
              }
              throw call % 5 == 1 ? BUSY : REFUSED;
            });

    recovery.apply(REQUEST, null);
    recovery.apply(REQUEST, null);

    assertThat(log.lines())
        .filteredOn(line -> line.contains("the bulk upload waits for CleverTap"))
        .hasSize(2)
        .allMatch(line -> line.contains("connection refused; the bulk upload"));
  }

  @Test
  void pause_asked_sleepsForThatTimeInSteps() {
    Recovery recovery = recovery(call -> SUCCESS);

    assertThat(recovery.pause(Duration.ofMillis(2500))).isTrue();
    assertThat(time.sleeps())
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(500));
  }

  @Test
  void pause_askedForAsLongAsThePatience_sleepsAndForLongerDoesNot() {
    Recovery recovery = recovery(call -> SUCCESS);

    assertThat(recovery.pause(PATIENCE)).isTrue();
    assertThat(time.sleeps()).hasSize(600);
    assertThat(recovery.pause(PATIENCE.plusNanos(1))).isFalse();
    assertThat(time.sleeps()).hasSize(600);
  }

  @Test
  void pause_stopped_returnsFalseWithoutSleep() {
    stopped = true;

    assertThat(recovery(call -> SUCCESS).pause(Duration.ofSeconds(5))).isFalse();
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void pause_interrupted_returnsFalseAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    assertThat(recovery(call -> SUCCESS).pause(Duration.ofSeconds(5))).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  /** Returns a recovery of an upload whose calls this function responds to, counted from 1. */
  private Recovery recovery(IntFunction<UploadResponse> server) {
    return new Recovery(
        (request, dryRun) -> server.apply(++calls),
        limit,
        Batches.retries(3, time),
        patience,
        () -> stopped);
  }
}
