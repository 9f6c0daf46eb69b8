package io.clevertap.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clevertap.UploadResult;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.test.Fault;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
  void upload_answered_completesOnTheExecutorWhileTheCallerGoesOn() throws Exception {
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
  void upload_refused_completesWithTheException() {
    recording.failing(batch -> Fault.UNAUTHORIZED);

    assertThatThrownBy(
            () ->
                cleverTap
                    .async(executor)
                    .validate(Numbered.profile(0, "ada"))
                    .get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(AuthenticationException.class);
  }
}
