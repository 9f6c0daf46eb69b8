package io.clevertap.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.client.api.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptiveLimitTest {

  private final AtomicLong now = new AtomicLong();
  private final List<Integer> order = new CopyOnWriteArrayList<>();
  private int started;
  private final AdaptiveLimit limit =
      new AdaptiveLimit(
          15,
          new Time() {
            @Override
            public long nanoTime() {
              return now.incrementAndGet();
            }

            @Override
            public Instant now() {
              throw new AssertionError("A limit does not ask for the time of day");
            }

            @Override
            public void sleep(Duration duration) {
              throw new AssertionError("A limit does not sleep");
            }
          });

  @Test
  void current_beforeTheFirstSucceeds_isOne() {
    assertThat(limit.current()).isEqualTo(1);
  }

  @Test
  void raise_theFirst_opensAll() {
    limit.raise();

    assertThat(limit.current()).isEqualTo(15);
  }

  @Test
  void lower_attemptThatBeganAfterTheLast_halves() {
    limit.raise();

    limit.lower(now.get());
    limit.lower(now.get());

    assertThat(limit.current()).isEqualTo(3);
  }

  @Test
  void lower_attemptsThatWereUnderWayTogether_countAsOne() {
    limit.raise();
    long start = now.get();

    limit.lower(start);
    limit.lower(start);
    limit.lower(start);

    assertThat(limit.current()).isEqualTo(7);
  }

  @Test
  void lower_manyTimes_leavesOne() {
    for (int i = 0; i < 10; i++) {
      limit.lower(now.get());
    }

    assertThat(limit.current()).isEqualTo(1);
  }

  @Test
  void raise_afterALowering_addsOneARoundUpToTheMost() {
    limit.raise();
    limit.lower(now.get());
    limit.lower(now.get());
    int before = limit.current();

    for (int accepted = 0; accepted < 5; accepted++) {
      limit.raise();
    }
    assertThat(limit.current()).isEqualTo(before + 1);

    for (int accepted = 0; accepted < 1_000; accepted++) {
      limit.raise();
    }
    assertThat(limit.current()).isEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({
    "UPLOAD, 199, 1",
    "UPLOAD, 200, 15",
    "UPLOAD, 299, 15",
    "UPLOAD, 300, 1",
    "UPLOAD, 429, 1",
    "UPLOAD, 0, 1",
    "GET_PROFILE, 200, 1",
  })
  void attempted_onlyAnUploadThatWasAccepted_opensAll(Operation operation, int status, int after) {
    limit.attempted(operation, 1, status, Duration.ZERO);

    assertThat(limit.current()).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource({"UPLOAD, 429, 7", "UPLOAD, 503, 15", "GET_PROFILE, 429, 15"})
  void attempted_onlyAnUploadWith429_halves(Operation operation, int status, int after) {
    limit.raise();

    limit.attempted(operation, 1, status, Duration.ZERO);

    assertThat(limit.current()).isEqualTo(after);
  }

  @Test
  void attempted_429OfAnAttemptThatBeganBeforeTheLast_doesNotHalveAgain() {
    limit.raise();
    limit.lower(now.get());

    limit.attempted(Operation.UPLOAD, 1, 429, Duration.ofSeconds(1));

    assertThat(limit.current()).isEqualTo(7);
  }

  @Test
  void acquire_severalWait_aRaiseLetsAllGo() throws Exception {
    limit.acquire();
    Future<?> second = acquireInAnotherThread();
    Future<?> third = acquireInAnotherThread();

    limit.raise();

    second.get(10, TimeUnit.SECONDS);
    third.get(10, TimeUnit.SECONDS);
  }

  @Test
  void anyCall_afterIt_anotherThreadIsNotBlocked() throws Exception {
    limit.acquire();
    limit.giveWay();
    limit.raise();
    limit.lower(now.get());
    limit.release();
    limit.current();

    FutureTask<Integer> other = new FutureTask<>(limit::current);
    Thread thread = new Thread(other);
    thread.setDaemon(true);
    thread.start();

    assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(7);
  }

  @Test
  void acquire_noPlace_waitsForARelease() throws Exception {
    limit.acquire();
    Future<?> second = acquireInAnotherThread();

    assertThat(second).isNotDone();
    limit.release();

    second.get(10, TimeUnit.SECONDS);
  }

  @Test
  void acquire_noPlace_waitsForARaise() throws Exception {
    limit.acquire();
    Future<?> second = acquireInAnotherThread();

    limit.raise();

    second.get(10, TimeUnit.SECONDS);
  }

  @Test
  void giveWay_interrupted_takesAPlaceAgainAndKeepsTheInterrupt() throws Exception {
    limit.acquire();

    Thread.currentThread().interrupt();
    limit.giveWay();

    assertThat(Thread.interrupted()).isTrue();
    limit.release();
    limit.acquire();
  }

  @Test
  void acquire_manyWait_getPermitsInTurn() throws Exception {
    limit.acquire();
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(acquireInAnotherThread());
    }

    for (int i = 0; i < 5; i++) {
      limit.release();
      waiting.get(i).get(10, TimeUnit.SECONDS);
    }
    assertThat(order).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void giveWay_anotherWaits_theOtherGoesFirst() throws Exception {
    limit.acquire();
    Future<?> other = acquireInAnotherThread();
    FutureTask<Void> givingWay =
        new FutureTask<>(
            () -> {
              limit.giveWay();
              return null;
            });
    new Thread(givingWay).start();

    other.get(10, TimeUnit.SECONDS);
    assertThat(givingWay).isNotDone();
    limit.release();
    givingWay.get(10, TimeUnit.SECONDS);
  }

  private Future<?> acquireInAnotherThread() {
    int number = ++started;
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              limit.acquire();
              order.add(number);
              return null;
            });
    Thread thread = new Thread(task);
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return task;
  }
}
