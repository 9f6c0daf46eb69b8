package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.cli.Cli.Result;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.StandIn;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that are interrupted and resumed. */
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

      assertThat(second.err()).startsWith("Resuming after ").doesNotContain("after 0 ");
      assertThat(second.exitCode()).isEqualTo(1);
      Set<String> stored = new HashSet<>();
      store.records.forEach(record -> stored.add(record.path("identity").asText()));
      assertThat(stored).hasSize(RECORDS - RECORDS / BAD_EVERY);
      assertThat(store.records).hasSizeLessThan(RECORDS + KILL_AFTER);
      assertThatEachBadRecordIsKeptOnce();
      assertThat(directory.resolve("in.ndjson.checkpoint")).doesNotExist();
    }
  }

  @Test
  void resume_afterKillsAtRandomMoments_losesNothingAndKeepsEachRejectedRecordOnce()
      throws Exception {
    writeInput();
    Random random = new Random(7);
    CountingStore store = new CountingStore();
    try (StandIn server = StandIn.start(store)) {
      Cli cli = new Cli(directory);
      String[] upload = {"upload", "in.ndjson", "--resume", "--base-url", server.baseUrl()};
      for (int kills = 0; kills < 4; kills++) {
        CompletableFuture<Void> moment = store.after(random.nextInt(25_000));
        Process process = cli.start(upload);
        CompletableFuture.anyOf(moment, process.onExit()).join();
        process.destroyForcibly().waitFor();
      }
      Result last = cli.run(upload);

      assertThat(last.exitCode()).as(last.err()).isEqualTo(1);
      assertThat(store.identities()).hasSize(RECORDS - RECORDS / BAD_EVERY);
      assertThatEachBadRecordIsKeptOnce();
      assertThat(cli.run(upload).err()).contains("in.ndjson.rejected.ndjson already exists");
    }
  }

  @Test
  void upload_endedBySigterm_reportsTheAcceptedRecordsAndIsResumedWithoutRepeatingAny()
      throws Exception {
    writeInput();
    CountingStore store = new CountingStore();
    try (StandIn server = StandIn.start(store)) {
      Cli cli = new Cli(directory);
      CompletableFuture<Void> moment = store.after(10_000);
      Process process = cli.start("upload", "in.ndjson", "--base-url", server.baseUrl());
      CompletableFuture.anyOf(moment, process.onExit()).join();
      process.destroy();
      Result first = cli.result(process);

      assertThat(first.exitCode()).isEqualTo(128 + 15);
      assertThat(first.err()).contains("The upload was stopped; use --resume to continue it");
      assertThat(first.out()).startsWith("in.ndjson: " + store.records.size() + " accepted, ");
      assertThat(store.records).hasSizeLessThan(RECORDS - RECORDS / BAD_EVERY);

      assertThat(
              cli.run("upload", "in.ndjson", "--resume", "--base-url", server.baseUrl()).exitCode())
          .isEqualTo(1);
      assertThat(store.records).hasSize(RECORDS - RECORDS / BAD_EVERY);
      assertThat(store.identities()).hasSize(RECORDS - RECORDS / BAD_EVERY);
      assertThatEachBadRecordIsKeptOnce();
    }
  }

  @Test
  void upload_whenCleverTapIsNotReached_stopsAndLeavesTheRecordsToTheNext() throws Exception {
    Files.writeString(
        directory.resolve("in.ndjson"),
        "{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}\n");
    Cli cli = new Cli(directory);
    Result result = cli.run("upload", "in.ndjson", "--base-url", "http://127.0.0.1:1");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("ConnectException", "use --resume").doesNotContain("failed:");
    assertThat(result.out()).isEqualTo("in.ndjson: 0 accepted, 0 rejected, 0 failed\n");
    assertThat(directory.resolve("in.ndjson.checkpoint")).exists();
    assertThat(directory.resolve("in.ndjson.rejected.ndjson")).doesNotExist();
  }

  @Test
  void upload_thatWasStopped_isNotStartedOverUnasked() throws Exception {
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
      Result first = cli.run("upload", "in.ndjson", "--base-url", server.baseUrl());
      assertThat(first.exitCode()).isEqualTo(3);
      assertThat(first.err()).contains("HTTP 401", "--resume").doesNotContain("the-secret");

      Result again = cli.run("upload", "in.ndjson", "--base-url", server.baseUrl());

      assertThat(again.exitCode()).isEqualTo(2);
      assertThat(again.err()).contains("did not finish: use --resume");
    }
  }

  @Test
  void resume_withTheCheckpointOfAnotherInput_isAUsageError() throws Exception {
    writeInput();
    Files.writeString(
        directory.resolve("in.ndjson.checkpoint"),
        "{\"size\":5,\"fingerprint\":\"00\",\"completed\":7}");

    Result result =
        new Cli(directory)
            .run("upload", "in.ndjson", "--resume", "--base-url", "http://127.0.0.1:1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("belongs to another input");
  }

  private void assertThatEachBadRecordIsKeptOnce() throws Exception {
    List<Integer> lines = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("in.ndjson.rejected.ndjson"))) {
      lines.add(RecordJson.MAPPER.readTree(line).path("line").asInt());
    }
    assertThat(lines).doesNotHaveDuplicates().hasSize(RECORDS / BAD_EVERY);
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

  /** Blocks every upload after enough records were stored, until it is opened. */
  private static final class BlockingStore extends Store {

    private final CountDownLatch full = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private int stored;

    @Override
    public synchronized void store(List<JsonNode> uploaded) {
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

  /** Completes a future when a number of further records has been stored. */
  private static final class CountingStore extends Store {

    private CompletableFuture<Void> moment = new CompletableFuture<>();
    private int enough = Integer.MAX_VALUE;

    synchronized CompletableFuture<Void> after(int more) {
      enough = records.size() + more;
      moment = new CompletableFuture<>();
      return moment;
    }

    @Override
    public synchronized void store(List<JsonNode> uploaded) {
      super.store(uploaded);
      if (records.size() >= enough) {
        moment.complete(null);
      }
    }

    Set<String> identities() {
      return records.stream()
          .map(record -> record.path("identity").asText())
          .collect(Collectors.toSet());
    }
  }
}
