package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.cli.Cli.Result;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.StandIn;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
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
    }
  }

  @Test
  void resume_ofACompleteUpload_saysSoAndUploadsOnlyWhatWasAdded() throws Exception {
    String record = "{\"type\":\"profile\",\"identity\":\"%s\",\"profileData\":{}}\n";
    Path input = Files.writeString(directory.resolve("in.ndjson"), record.formatted(1) + "{\n\n");
    Store store = new Store();
    try (StandIn server = StandIn.start(store)) {
      Cli cli = new Cli(directory);
      assertThat(cli.run("upload", "in.ndjson", "--base-url", server.baseUrl()).exitCode())
          .isEqualTo(1);

      Result complete = resume("in.ndjson", server.baseUrl());
      Files.writeString(input, record.formatted(2), StandardOpenOption.APPEND);
      Result grown = resume("in.ndjson", server.baseUrl());
      Files.delete(directory.resolve("in.ndjson.rejected.ndjson"));
      Result again = cli.run("upload", "in.ndjson", "--base-url", server.baseUrl());

      assertThat(complete.out())
          .isEqualTo("in.ndjson: the upload is complete; nothing was uploaded\n");
      assertThat(complete.err()).isEmpty();
      assertThat(complete.exitCode()).isZero();
      assertThat(grown.out()).isEqualTo("in.ndjson: 1 accepted, 0 rejected, 0 failed\n");
      assertThat(again.out()).startsWith("in.ndjson: 2 accepted, 1 rejected, 0 failed");
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
      assertThat(cli.run(upload).err()).isEmpty();
      assertThat(cli.run(upload).out()).contains("the upload is complete");
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
        "{\"completed\":7,\"digest\":\"00\",\"options\":\"ndjson\",\"complete\":false}");

    Result result =
        new Cli(directory)
            .run("upload", "in.ndjson", "--resume", "--base-url", "http://127.0.0.1:1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("belongs to another input");
  }

  @Test
  void resume_whenOnlyTheMiddleOfTheInputChanged_isAUsageError() throws Exception {
    writeInput();
    interrupt();
    Path input = directory.resolve("in.ndjson");
    List<String> lines = Files.readAllLines(input);
    lines.set(5_000, lines.get(5_000).replace("5001", "X001"));
    Files.write(input, lines);

    Result result = resume("in.ndjson", "http://127.0.0.1:1");

    assertThat(result.err()).contains("belongs to another input, or the input has changed");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void resume_ofAnInputThatGrew_uploadsTheRest() throws Exception {
    writeInput();
    Set<String> stored = interrupt();
    Files.writeString(
        directory.resolve("in.ndjson"),
        "{\"type\":\"profile\",\"identity\":\"new\",\"profileData\":{}}\n",
        StandardOpenOption.APPEND);
    Store store = new Store();
    try (StandIn server = StandIn.start(store)) {
      Result result = resume("in.ndjson", server.baseUrl());

      assertThat(result.err()).startsWith("Resuming after ");
      assertThat(result.exitCode()).isEqualTo(1);
      store.records.forEach(record -> stored.add(record.path("identity").asText()));
      assertThat(stored).contains("new").hasSize(RECORDS - RECORDS / BAD_EVERY + 1);
    }
  }

  @Test
  void resume_withOtherOptions_isAUsageError() throws Exception {
    Files.writeString(directory.resolve("in.csv"), "id,a\n1,2\n");
    Cli cli = new Cli(directory);
    String[] options = {"--type=profile", "--base-url=http://127.0.0.1:1"};
    assertThat(cli.run("upload", "in.csv", "--identity=id", options[0], options[1]).exitCode())
        .isEqualTo(3);

    for (String[] others :
        new String[][] {
          {"--identity=a"},
          {"--identity=id", "--date-format=dd/MM/yyyy"},
          {"--identity=id", "--map=a=:number"},
          {"--identity=id", "--timestamp=a"}
        }) {
      List<String> arguments = new ArrayList<>(List.of("upload", "in.csv", "--resume"));
      arguments.addAll(List.of(others));
      arguments.addAll(List.of(options));
      Result result = cli.run(arguments.toArray(String[]::new));

      assertThat(result.err()).contains("belongs to an upload with other options");
      assertThat(result.exitCode()).isEqualTo(2);
    }
    Result ndjson = cli.run("upload", "in.csv", "--format=ndjson", "--resume", options[1]);
    assertThat(ndjson.err()).contains("belongs to an upload with other options");
  }

  @Test
  void resume_filesBesideTheInput_keepTheirPermissionsAndLinks() throws Exception {
    Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
    Set<PosixFilePermission> group = PosixFilePermissions.fromString("rw-r-----");
    writeInput();
    interrupt();
    Path checkpoint = directory.resolve("in.ndjson.checkpoint");
    Path rejected = directory.resolve("in.ndjson.rejected.ndjson");
    assertThat(Files.getPosixFilePermissions(checkpoint)).isEqualTo(owner);
    assertThat(Files.getPosixFilePermissions(rejected)).isEqualTo(owner);
    Path target = Files.createDirectory(directory.resolve("elsewhere")).resolve("kept");
    Files.move(rejected, target);
    Files.setPosixFilePermissions(target, group);
    Files.createSymbolicLink(rejected, Path.of("elsewhere/kept"));
    try (StandIn server = StandIn.start(new Store())) {
      assertThat(resume("in.ndjson", server.baseUrl()).exitCode()).isEqualTo(1);
    }

    assertThat(rejected).isSymbolicLink();
    assertThat(Files.getPosixFilePermissions(target)).isEqualTo(group);
    assertThatEachBadRecordIsKeptOnce();
  }

  @Test
  void resume_withTheInputAsTheRejectedFile_isAUsageErrorWhateverItsPath() throws Exception {
    writeInput();
    interrupt();
    Files.createSymbolicLink(directory.resolve("link"), Path.of("in.ndjson"));
    long size = Files.size(directory.resolve("in.ndjson"));

    for (String name : List.of("./in.ndjson", "link", "in.ndjson")) {
      Result result = resume("in.ndjson", "http://127.0.0.1:1", "--rejected", name);
      assertThat(result.err()).contains("already exists");
      assertThat(result.exitCode()).isEqualTo(2);
    }
    assertThat(directory.resolve("in.ndjson")).hasSize(size);
  }

  /** Stops an upload of in.ndjson after some records, and returns the stored identities. */
  private Set<String> interrupt() throws Exception {
    CountingStore store = new CountingStore();
    try (StandIn server = StandIn.start(store)) {
      CompletableFuture<Void> moment = store.after(10_000);
      Process process =
          new Cli(directory).start("upload", "in.ndjson", "--base-url", server.baseUrl());
      CompletableFuture.anyOf(moment, process.onExit()).join();
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(128 + 15);
      return store.identities();
    }
  }

  private Result resume(String file, String baseUrl, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("upload", file, "--resume", "--progress=none"));
    arguments.addAll(List.of("--base-url", baseUrl));
    arguments.addAll(List.of(more));
    return new Cli(directory).run(arguments.toArray(String[]::new));
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
