package io.clevertap.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clevertap.AsyncCleverTap;
import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.UploadResult;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncCleverTapTest extends BulkFixture {

  private final ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void shutDown() {
    executor.shutdown();
  }

  @Test
  void upload_response_completesOnTheExecutorWhileTheCallerGoesOn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    recording.failing(
        batch -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Fault.NONE;
        });

    CompletableFuture<UploadResult> result =
        cleverTap.async(executor).upload(Numbered.profile(0, "ada"), Numbered.event(1, "ada"));
    assertThat(result).isNotDone();
    release.countDown();

    assertThat(result.get(10, TimeUnit.SECONDS).allAccepted()).isTrue();
    assertThat(recording.stored()).containsExactly(0, 1);
  }

  @Test
  void upload_rejected_completesWithTheException() {
    recording.failing(batch -> Fault.UNAUTHORIZED);

    assertThatThrownBy(
            () ->
                cleverTap
                    .async(executor)
                    .validate(Numbered.profile(0, "ada"))
                    .get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(AuthenticationException.class);
  }

  @Test
  void upload_buildersThatChangeAfterwards_sendsWhatTheyHeld() throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    Event reused = Event.named("Seen");
    List<CompletableFuture<UploadResult>> results = new ArrayList<>();
    Executor late =
        task ->
            executor.execute(
                () -> {
                  try {
                    changed.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  task.run();
                });
    try (FakeCleverTap server = FakeCleverTap.start();
        CleverTap client = server.clientBuilder().build()) {
      for (int user = 0; user < 6; user++) {
        results.add(client.async(late).upload(reused.identity("user " + user)));
      }
      changed.countDown();
      for (CompletableFuture<UploadResult> result : results) {
        assertThat(result.get(10, TimeUnit.SECONDS).allAccepted()).isTrue();
      }
      for (int user = 0; user < 6; user++) {
        assertThat(server.events("user " + user)).hasSize(1);
      }
    }
  }

  @Test
  void upload_invalidRecord_completesWithTheException() {
    assertThatThrownBy(
            () -> cleverTap.async(executor).upload(Event.named("Seen")).get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InvalidRecordException.class);
  }

  @Test
  void call_anyCall_completesWithItsResult() throws Exception {
    assertThat(
            cleverTap
                .async(executor)
                .call(client -> client.profileByIdentity("nobody"))
                .get(10, TimeUnit.SECONDS))
        .isEmpty();
  }

  @Test
  void anyCall_executorThatRejects_completesWithTheException() {
    AsyncCleverTap async =
        cleverTap.async(
            task -> {
              throw new RejectedExecutionException();
            });
    assertThat(async.call(client -> 1)).isCompletedExceptionally();
    assertThat(async.upload(Numbered.profile(0, "ada"))).isCompletedExceptionally();
  }
}
