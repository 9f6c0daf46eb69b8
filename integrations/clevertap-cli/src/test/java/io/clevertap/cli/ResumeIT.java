package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.cli.Cli.Result;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.StandIn;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that end before their time, and go on. */
class ResumeIT {

  private static final int RECORDS = 120_000;
  private static final int KILL_AFTER = 60_000;
  private static final int BAD_EVERY = 1_000;

  @TempDir private Path directory;

  @Test
  void resume_afterKill9_losesNothing() throws Exception {
    writeInput();
    BlockingStore store = new BlockingStore();
    try (StandIn server = StandIn.start(store)) {
      Cli cli = new Cli(directory);
      Process first = cli.start("upload", "in.ndjson", "--base-url", server.baseUrl());
      assertThat(store.full.await(60, TimeUnit.SECONDS)).as(cli.read(".stderr")).isTrue();
      first.destroyForcibly();
      assertThat(first.waitFor()).isEqualTo(128 + 9);
      store.open.countDown();
      assertThat(directory.resolve("in.ndjson.checkpoint")).exists();

      Result second = cli.run("upload", "in.ndjson", "--resume", "--base-url", server.baseUrl());

      assertThat(second.err()).startsWith("Resuming behind ").doesNotContain("behind 0 ");
      assertThat(second.exitCode()).isEqualTo(1);
      Set<String> stored = new HashSet<>();
      store.records.forEach(record -> stored.add(record.path("identity").asText()));
      assertThat(stored).hasSize(RECORDS - RECORDS / BAD_EVERY);
      assertThat(store.records).hasSizeLessThan(RECORDS + KILL_AFTER);
      Set<Integer> rejectedLines = new HashSet<>();
      for (String line : Files.readAllLines(directory.resolve("in.ndjson.rejected.ndjson"))) {
        rejectedLines.add(RecordJson.MAPPER.readTree(line).path("line").asInt());
      }
      assertThat(rejectedLines).hasSize(RECORDS / BAD_EVERY);
      assertThat(directory.resolve("in.ndjson.checkpoint")).doesNotExist();
    }
  }

  @Test
  void upload_thatWasStopped_isNotBegunAnewWithoutBeingTold() throws Exception {
    writeInput();
    Cli cli = new Cli(directory);
    Store store =
        new Store() {
          @Override
          public Fault fault(JsonNode records) {
            return Fault.UNAUTHORIZED;
          }
        };
    try (StandIn server = StandIn.start(store)) {
      Result refused = cli.run("upload", "in.ndjson", "--base-url", server.baseUrl());
      assertThat(refused.exitCode()).isEqualTo(3);
      assertThat(refused.err()).contains("HTTP 401", "--resume").doesNotContain("the-secret");
      Files.delete(directory.resolve("in.ndjson.rejected.ndjson"));

      Result again = cli.run("upload", "in.ndjson", "--base-url", server.baseUrl());

      assertThat(again.exitCode()).isEqualTo(2);
      assertThat(again.err()).contains("did not end: --resume goes on");
    }
  }

  @Test
  void resume_whenTheInputIsAnother_isRefused() throws Exception {
    writeInput();
    Files.writeString(
        directory.resolve("in.ndjson.checkpoint"),
        "{\"size\":5,\"fingerprint\":\"00\",\"completed\":7}");

    Result result =
        new Cli(directory)
            .run("upload", "in.ndjson", "--resume", "--base-url", "http://127.0.0.1:1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("is of another input");
  }

  private void writeInput() throws Exception {
    try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("in.ndjson"))) {
      for (int i = 1; i <= RECORDS; i++) {
        out.write(
            i % BAD_EVERY == 0
                ? "{\"type\":\"profile\",\n".strip() + "\n"
                : "{\"type\":\"profile\",\"identity\":\"%d\",\"profileData\":{}}\n".formatted(i));
      }
    }
  }

  /** Holds back every upload once it has stored enough, until it is opened. */
  private static final class BlockingStore extends Store {

    private final CountDownLatch full = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private int stored;

    @Override
    public synchronized void store(java.util.List<JsonNode> uploaded) {
      stored += uploaded.size();
      super.store(uploaded);
    }

    @Override
    public Fault fault(JsonNode records) {
      if (count() >= KILL_AFTER) {
        full.countDown();
        try {
          open.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return Fault.NONE;
    }

    private synchronized int count() {
      return stored;
    }
  }
}
