package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clevertap.cli.Cli.Result;
import io.clevertap.test.internal.StandIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads of NDJSON, and the records that are not accepted. */
class UploadIT {

  private final Store store = new Store();
  private StandIn server;
  private Cli cli;
  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    server = StandIn.start(store);
    cli = new Cli(directory);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void upload_validRecords_storesThemUnchanged() throws Exception {
    String profile =
        """
        {"type":"profile","identity":"1","ts":1468308340,"profileData":{"Name":"Jörg","Married":"Y",\
        "Big":123456789012345678901234567890,"Decimal":0.12345678901234567890123,"Zero":1.10,\
        "Tags":["a","b"],"Visits":{"$incr":1}}}""";
    String event =
        """
        {"evtData":{"Price":49.50},"evtName":"Viewed","identity":"2","type":"event"}""";
    String token =
        """
        {"type":"token","objectId":"o1","tokenData":{"id":"t","type":"fcm"}}""";
    write("in.ndjson", "\uFEFF" + profile + "\r\n\n" + event + "\n" + token);

    Result result = upload("in.ndjson");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("in.ndjson: 3 accepted, 0 rejected, 0 failed\n");
    assertThat(result.exitCode()).isZero();
    assertThat(store.user("1")).isEqualTo(new JsonMapper().readTree(profile));
    assertThat(store.user("2")).isEqualTo(new JsonMapper().readTree(event));
    assertThat(store.records).contains(new JsonMapper().readTree(token));
    assertThat(directory.resolve("in.ndjson.rejected.ndjson")).doesNotExist();
  }

  @Test
  void upload_numbersOfAnySize_keepAllDigits() throws Exception {
    write(
        "in.ndjson",
        """
        {"identity":"1","profileData":{"Big":123456789012345678901234567890,\
        "Decimal":0.12345678901234567890123},"type":"profile"}
        """);

    String sent = RecordJson.MAPPER.writeValueAsString(RecordJson.read(cli.read("in.ndjson")));

    assertThat(sent)
        .contains("123456789012345678901234567890", "0.12345678901234567890123")
        .contains("\"type\":\"profile\"");
  }

  @Test
  void upload_badLines_namesEachByLineAndColumnAndUploadsTheRest() throws Exception {
    write(
        "in.ndjson",
        """
        {"type":"profile","identity":"1","profileData":{}}
        {"type":"profile","identity":"2",oops}
        {"type":"person","identity":"3"}
        {"type":"profile","identity":"4","profileDate":{}}
        {"type":"profile","identity":"5","profileData":{"Married":"perhaps"}}
        {"type":"profile","identity":"6","identity":"7","profileData":{}}
        {"type":"profile","identity":"8","profileData":{}} {}
        {"type":"profile","identity":"9","profileData":{"Age":30.5}}
        {"type":"event","identity":"10","evtName":"App Launched","evtData":{}}
        []
        {"type":"profile","identity":"11","profileData":{}}""");

    Result result = upload("in.ndjson");

    assertThat(result.err().lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("in.ndjson:2:34: invalid JSON"),
            line -> assertThat(line).startsWith("in.ndjson:3:").contains("not profile, event"),
            line ->
                assertThat(line).startsWith("in.ndjson:4:").contains("unknown field profileDate"),
            line ->
                assertThat(line)
                    .startsWith("in.ndjson:5:")
                    .contains("profileData.Married must be Y or N"),
            line -> assertThat(line).startsWith("in.ndjson:6:").contains("appears twice"),
            line -> assertThat(line).startsWith("in.ndjson:7:52:").contains("exactly one"),
            line ->
                assertThat(line)
                    .startsWith("in.ndjson:8:")
                    .contains("profileData.Age must be a whole number"),
            line -> assertThat(line).startsWith("in.ndjson:9: ").contains("event"),
            line -> assertThat(line).startsWith("in.ndjson:10:").contains("exactly one record"));
    assertThat(result.err()).doesNotContain("perhaps", "30.5");
    assertThat(result.out())
        .isEqualTo("in.ndjson: 2 accepted, 9 rejected, 0 failed (see in.ndjson.rejected.ndjson)\n");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(store.records).hasSize(2);
    assertThat(cli.read("in.ndjson.rejected.ndjson").lines()).hasSize(9);
  }

  @Test
  void upload_bytesThatAreNotUtf8_isABadLine() throws Exception {
    byte[] latin =
        "{\"type\":\"profile\",\"identity\":\"ö\",\"profileData\":{}}\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    Files.write(directory.resolve("in.ndjson"), latin);

    Result result = upload("in.ndjson");

    assertThat(result.err()).startsWith("in.ndjson:1:31: invalid UTF-8");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void upload_rejectedFileThatWasFixed_storesTheRest() throws Exception {
    write(
        "in.ndjson",
        """
        {"type":"profile","identity":"bad1","profileData":{"Score":1.10}}
        {"type":"profile","identity":"2","profileData":{}
        """);

    Result first = upload("in.ndjson", "--rejected", "again.ndjson");
    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(first.err()).contains("in.ndjson:1: 515 ", "in.ndjson:2:");
    String rejected = cli.read("again.ndjson");
    assertThat(rejected).contains("\"code\":515", "\"line\":2", "\"reason\":");
    String fixed = rejected.replace("bad1", "1").replace("{}\"", "{}}\"");
    write("again.ndjson", fixed.replace("{\"record\":", "{ \"record\" : "));
    Result second = upload("again.ndjson");

    assertThat(second.err()).isEmpty();
    assertThat(second.exitCode()).isZero();
    assertThat(store.user("1").at("/profileData/Score").asText()).isEqualTo("1.1");
    assertThat(store.user("2")).isNotNull();
  }

  @Test
  void upload_rejectedFile_isReadableOnlyByItsOwner() throws Exception {
    write("in.ndjson", "{\"type\":\"profile\",\"identity\":\"bad\",\"profileData\":{}}");

    assertThat(upload("in.ndjson").exitCode()).isEqualTo(1);

    assertThat(Files.getPosixFilePermissions(directory.resolve("in.ndjson.rejected.ndjson")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void upload_halfASurrogatePair_isKeptInTheRejectedFileAndRejectedAgain() throws Exception {
    write(
        "in.ndjson",
        "{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{\"a\":\"\\ud800\"}}");

    assertThat(upload("in.ndjson", "--rejected", "again.ndjson").exitCode()).isEqualTo(1);
    assertThat(cli.read("again.ndjson")).contains("{\"a\":\"\\ud800\"}");
    assertThat(upload("again.ndjson").exitCode()).isEqualTo(1);
    assertThat(store.records).isEmpty();
  }

  @Test
  void upload_controlCharactersOfTheInput_areNotPrinted() throws Exception {
    write("in.ndjson", "{\"type\":\"profile\",\"\\u001b]0;x\\u0007\\u009b\\n\":{}}");

    Result result = upload("in.ndjson");

    assertThat(result.err()).contains("unknown field ?]0;x???").hasLineCount(1);
  }

  @Test
  void upload_ofAnIdlePipeThatIsKilled_endsAtOnceWithTheSummary() throws Exception {
    CountDownLatch stored = new CountDownLatch(1);
    Store counting =
        new Store() {
          @Override
          public void store(List<JsonNode> uploaded) {
            super.store(uploaded);
            stored.countDown();
          }
        };
    try (StandIn idle = StandIn.start(counting)) {
      Process process = cli.start("upload", "-", "--base-url", idle.baseUrl());
      process
          .getOutputStream()
          .write("{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}\n".getBytes());
      process.getOutputStream().flush();
      assertThat(stored.await(60, TimeUnit.SECONDS)).isTrue();
      process.toHandle().destroy(); // unlike Process.destroy, it leaves the pipe open

      assertThat(process.waitFor(8, TimeUnit.SECONDS)).isTrue();
      Result result = cli.result(process);
      assertThat(result.exitCode()).isEqualTo(128 + 15);
      assertThat(result.out()).isEqualTo("stdin: 1 accepted, 0 rejected, 0 failed\n");
      assertThat(result.err()).contains("some of the input may not have been read");
    }
  }

  @Test
  void upload_standardInput_isRead() throws Exception {
    Result result =
        cli.runWithInput(
            "{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}\n",
            "upload",
            "-",
            "--base-url",
            server.baseUrl());

    assertThat(result.out()).isEqualTo("stdin: 1 accepted, 0 rejected, 0 failed\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void upload_ofAPipe_isReadLikeTheStandardInput() throws Exception {
    write("in.ndjson", "{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}\n");
    String command = "$0 upload <(cat in.ndjson) --progress=none --base-url " + server.baseUrl();

    Result result =
        cli.result(
            cli.prepare(new ProcessBuilder("bash", "-c", command, Cli.SCRIPT.toString())).start());

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).endsWith(": 1 accepted, 0 rejected, 0 failed\n");
  }

  @Test
  void upload_whereTheRejectedFileCannotBeWritten_failsBeforeAnythingIsSent() throws Exception {
    write("in.ndjson", "{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}");

    Result result = upload("in.ndjson", "--rejected", "no/such/directory");
    assertThat(result.err()).contains("Cannot write no/such/directory");
    assertThat(result.exitCode()).isEqualTo(2);
    result = upload("in.ndjson", "--rejected", "in.ndjson");
    assertThat(result.err()).contains("in.ndjson already exists");
    assertThat(store.records).isEmpty();
  }

  @Test
  void upload_lineOfAnyLength_takesNoMoreMemoryThanTheLimit() throws Exception {
    write(
        "in.ndjson",
        "{\""
            + "x".repeat(3 << 20)
            + "\"\n{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}");

    Result result = upload("in.ndjson");

    assertThat(result.err()).startsWith("in.ndjson:1:1: the line is longer than");
    assertThat(store.records).hasSize(1);
  }

  @Test
  void upload_whoseFirst1000RecordsAreBad_stopsAndSaysWhy() throws Exception {
    write("in.ndjson", "{\"type\":\"person\"}\n".repeat(100_000));

    Result result = upload("in.ndjson");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err().lines().toList())
        .hasSize(22)
        .last()
        .asString()
        .startsWith("The first 1,000 records are all bad, so the upload was stopped: check the ");
    assertThat(cli.read("in.ndjson.rejected.ndjson").lines().count()).isLessThan(20_000);
    assertThat(directory.resolve("in.ndjson.checkpoint")).doesNotExist();
  }

  @Test
  void upload_with999BadRecordsAtTheStart_isNotStopped() throws Exception {
    write(
        "in.ndjson",
        "{\"type\":\"person\"}\n".repeat(999)
            + "{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}\n"
            + "{\"type\":\"person\"}\n".repeat(999));

    Result result = upload("in.ndjson");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).startsWith("in.ndjson: 1 accepted, 1998 rejected");
  }

  @Test
  void upload_withMaxErrors_stopsThereAndIsResumed() throws Exception {
    String good = "{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}\n";
    write("in.ndjson", good + "{\n".repeat(3) + good.repeat(50_000));

    Result stopped = upload("in.ndjson", "--max-errors=3");
    Result resumed = upload("in.ndjson", "--resume");

    assertThat(stopped.exitCode()).isEqualTo(3);
    assertThat(stopped.err())
        .contains("use --resume to continue it", "The upload was stopped after 3 bad records");
    assertThat(resumed.exitCode()).as(resumed.err()).isLessThan(2);
    assertThat(store.records).hasSizeGreaterThanOrEqualTo(50_001);
    assertThat(cli.read("in.ndjson.rejected.ndjson").lines()).hasSize(3);
    assertThat(upload("in.ndjson", "--max-errors=0").err()).contains("must be at least 1");
  }

  @Test
  void upload_fileThatIsFarLargerThanTheHeap_isUploadedWhole() throws Exception {
    Path file = directory.resolve("in.ndjson");
    int records = 200_000;
    int large = 4_000;
    try (var out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < records; i++) {
        out.write(
            "{\"type\":\"profile\",\"identity\":\"" + i + "\",\"profileData\":{\"Note\":\"n\"");
        for (int property = 0; i < large && property < 80; property++) {
          out.write(",\"Property %d\":\"%s\"".formatted(property, "v".repeat(200)));
        }
        out.write("}}\n");
      }
    }
    int[] stored = {0};
    try (StandIn counting =
        StandIn.start(
            new Store() {
              @Override
              public void store(java.util.List<com.fasterxml.jackson.databind.JsonNode> uploaded) {
                stored[0] += uploaded.size();
              }
            })) {
      Result result =
          cli.with("JAVA_OPTS", "-Xmx64m")
              .run("upload", "in.ndjson", "--base-url", counting.baseUrl());

      assertThat(result.exitCode()).as(result.err()).isZero();
    }
    assertThat(Files.size(file)).isGreaterThan(80_000_000);
    assertThat(stored[0]).isEqualTo(records);
  }

  private Result upload(String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 4);
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[0] = "upload";
    all[arguments.length + 1] = "--base-url";
    all[arguments.length + 2] = server.baseUrl();
    all[arguments.length + 3] = "--progress=none"; // which would appear on a slow machine
    return cli.run(all);
  }

  private void write(String file, String text) throws Exception {
    Files.writeString(directory.resolve(file), text);
  }
}
