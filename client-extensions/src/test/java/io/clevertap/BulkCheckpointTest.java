package io.clevertap;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.RecordOutcome.Failed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BulkCheckpointTest {

  private static final Uploadable GOOD = Profile.ofIdentity("jack").name("Jack");
  private static final Uploadable BAD =
      () -> {
        throw new IllegalStateException("It cannot be read");
      };

  private final CountDownLatch badIsFailing = new CountDownLatch(1);
  private final CountDownLatch goodIsSettled = new CountDownLatch(1);
  private final List<String> told = new CopyOnWriteArrayList<>();

  /** Settles the good record at the moment when the bad one is about to be settled. */
  private final ClientListener listener =
      new ClientListener() {
        @Override
        public void settled(List<RecordOutcome> outcomes) {
          if (outcomes.get(0) instanceof Failed) {
            badIsFailing.countDown();
            await(goodIsSettled);
          }
        }
      };

  @Test
  void checkpoint_whileABadRecordIsBeingFailed_doesNotCountItYet() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer()
                .then(200, "{\"status\":\"success\",\"processed\":1,\"unprocessed\":[]}");
        CleverTap cleverTap = client(server)) {
      cleverTap
          .bulk()
          .linger(Duration.ZERO)
          .onFailed(failed -> told.add("failed"))
          .onCheckpoint(
              checkpoint -> {
                told.add("checkpoint " + checkpoint.completed());
                goodIsSettled.countDown();
              })
          .upload(List.of(GOOD, BAD));
    }

    assertThat(told).startsWith("checkpoint 1", "failed");
  }

  private CleverTap client(ScriptedServer server) {
    return CleverTap.builder()
        .baseUrl(server.url())
        .credentials("ACCOUNT", "PASS")
        .listener(listener)
        .transport(
            next ->
                (request, options) -> {
                  await(badIsFailing);
                  return next.execute(request, options);
                })
        .build();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
