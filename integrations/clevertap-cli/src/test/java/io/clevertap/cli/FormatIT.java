package io.clevertap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clevertap.cli.Cli.Result;
import io.clevertap.test.internal.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compressed files, and files that are not what their name or their format says. */
class FormatIT {

  private static final String ONE =
      "{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}\n";
  private static final String TWO = ONE.replace("\"1\"", "\"2\"");
  private static final String CSV = "id,Name\n1,Jo\n";
  private static final String[] PROFILES = {"--type=profile", "--identity=id"};

  private final CountDownLatch stored = new CountDownLatch(1);
  private final Store store =
      new Store() {
        @Override
        public void store(List<JsonNode> uploaded) {
          super.store(uploaded);
          stored.countDown();
        }
      };
  private StandIn server;
  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    server = StandIn.start(store);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void upload_gzip_isReadWhateverItsName() throws Exception {
    Result named = upload("in.csv.gz", gzip(CSV), PROFILES);
    Result unnamed = upload("in.ndjson", concat(gzip(ONE), gzip(TWO)));

    assertThat(named.out()).isEqualTo("in.csv.gz: 1 accepted, 0 rejected, 0 failed\n");
    assertThat(unnamed.err()).isEmpty();
    assertThat(unnamed.out()).isEqualTo("in.ndjson: 2 accepted, 0 rejected, 0 failed\n");
  }

  @Test
  void upload_gzipOnTheStandardInput_isReadToTheEndOfAllParts() throws Exception {
    Process process = new Cli(directory).start("upload", "-", "--base-url", server.baseUrl());
    OutputStream pipe = process.getOutputStream();
    pipe.write(gzip(ONE));
    pipe.flush();
    assertThat(stored.await(60, TimeUnit.SECONDS)).isTrue(); // the pipe is empty, but has not ended
    pipe.write(gzip(TWO));
    pipe.close();

    assertThat(new Cli(directory).result(process).out()).startsWith("stdin: 2 accepted");
  }

  @Test
  void upload_gzipThatIsCutOffOrFollowedByText_failsAndSaysSo() throws Exception {
    byte[] whole = gzip(ONE.repeat(1000));

    Result cut = upload("cut.gz", Arrays.copyOf(whole, whole.length - 9));
    Result started = upload("started.gz", Arrays.copyOf(whole, 5));
    Result followed = upload("followed.gz", concat(gzip(ONE), TWO.getBytes(UTF_8)));

    assertThat(cut.err()).contains("clevertap: cut.gz: the gzip file is cut off");
    assertThat(cut.exitCode()).isEqualTo(3);
    assertThat(started.err()).contains("Cannot read started.gz: the gzip file is cut off");
    assertThat(started.exitCode()).isEqualTo(2);
    assertThat(followed.err()).contains("clevertap: followed.gz: the gzip file is damaged");
    assertThat(followed.exitCode()).isEqualTo(3);
  }

  @Test
  void upload_fileThatIsNotText_stopsWithOneLine() throws Exception {
    assertStops("utf16.csv", ("\ufeff" + CSV).getBytes(UTF_16LE), "is UTF-16", "iconv -f UTF-16 ");
    assertStops("no-mark.csv", CSV.getBytes(UTF_16LE), "not UTF-8", "iconv -f UTF-16LE ");
    assertStops("inner.csv.gz", gzip(new String(CSV.getBytes(UTF_16LE), UTF_8)), "not UTF-8");
    assertStops("book.csv", "PK\u0003\u0004".getBytes(UTF_8), "Excel", "save it as CSV");
  }

  @Test
  void upload_fileOfAnotherFormatThanItsName_stopsWithOneLine() throws Exception {
    assertStops("people.txt", CSV.getBytes(UTF_8), "no JSON object", "--format csv");
    assertStops("people.ndjson", CSV.getBytes(UTF_8), "no JSON object", "--format csv");
    assertStops("people.csv", ONE.getBytes(UTF_8), "contains JSON", "--format ndjson");

    Result asked = upload("all.txt", CSV.getBytes(UTF_8), "--format=csv", PROFILES[0], PROFILES[1]);
    assertThat(asked.out()).startsWith("all.txt: 1 accepted");
    Result other = upload("lines.txt", ("lines\n" + TWO).getBytes(UTF_8), "--format=ndjson");
    assertThat(other.out()).startsWith("lines.txt: 1 accepted, 1 rejected");
  }

  @Test
  void upload_arrayOrRequestBody_isReadRecordByRecord() throws Exception {
    String record =
        """
        {"type":"profile","identity":"%s","profileData":{"Big":123456789012345678901234567890,
          "Decimal":0.12345678901234567890123,"Text":"a\\n\\u00e4]}","Tags":["a"]}}""";

    Result array =
        upload(
            "array.json", ("\ufeff [ " + record.formatted(1) + ",\n" + TWO + "]").getBytes(UTF_8));
    Result body = upload("body.json.gz", gzip("\n{ \"d\" :\n[" + record.formatted(3) + "]}\n"));
    Result none = upload("none.json", "[]".getBytes(UTF_8));

    assertThat(array.out()).isEqualTo("array.json: 2 accepted, 0 rejected, 0 failed\n");
    assertThat(body.out()).isEqualTo("body.json.gz: 1 accepted, 0 rejected, 0 failed\n");
    assertThat(none.out()).isEqualTo("none.json: 0 accepted, 0 rejected, 0 failed\n");
    assertThat(store.user("1")).isEqualTo(new JsonMapper().readTree(record.formatted(1)));
    assertThat(store.user("3")).isEqualTo(new JsonMapper().readTree(record.formatted(3)));
  }

  @Test
  void upload_badRecordsOfAnArray_areNamedAndKeptAndTheRestIsUploaded() throws Exception {
    String json =
        """
        [{"type":"person"},
         %s, 7, null, [],
         {"type":"profile","identity":"3","identity":"4","profileData":{}},
         {"type":"profile","identity":"5","profileData":{"Note":"%s"}},
         %s]"""
            .formatted(ONE.strip(), "x".repeat(2 << 20), TWO.strip());

    Result result = upload("in.json", json.getBytes(UTF_8));

    assertThat(result.err().lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("in.json:1:2: the type is not profile"),
            line -> assertThat(line).startsWith("in.json:2:").contains("exactly one record"),
            line -> assertThat(line).startsWith("in.json:2:").contains("record is null"),
            line -> assertThat(line).startsWith("in.json:2:").contains("exactly one record"),
            line -> assertThat(line).startsWith("in.json:3:2: ").contains("appears twice"),
            line -> assertThat(line).startsWith("in.json:4:2: the record is longer than"));
    assertThat(result.out()).startsWith("in.json: 2 accepted, 6 rejected, 0 failed");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void upload_arrayThatIsNotJsonToTheEnd_saysWhereAndIsResumedAfterItWasFixed() throws Exception {
    String bad = "{\"type\":\"person\"},";
    String start = "[" + bad + ONE.strip() + "," + bad;

    Result stopped = upload("in.json", (start + "{oops}").getBytes(UTF_8));
    Result resumed = upload("in.json", (start + TWO.strip() + "]").getBytes(UTF_8), "--resume");

    assertThat(stopped.err())
        .contains("clevertap: in.json:1:", "invalid JSON; what follows was not read", "--resume");
    assertThat(stopped.exitCode()).isEqualTo(3);
    assertThat(resumed.exitCode()).as(resumed.err()).isLessThan(2);
    assertThat(store.user("1")).isNotNull();
    assertThat(store.user("2")).isNotNull();
    assertThat(Files.readAllLines(directory.resolve("in.json.rejected.ndjson")))
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(upload("cut.json", ("[" + ONE).getBytes(UTF_8)).exitCode()).isEqualTo(3);
    assertThat(upload("body.json", ("{\"d\":[" + ONE + "],\"x\":1}").getBytes(UTF_8)).err())
        .contains("a field beside d");
    byte[] latin = ("[" + ONE.replace('1', '\u00f6') + "]").getBytes(ISO_8859_1);
    assertThat(upload("latin.json", latin).err()).contains("invalid UTF-8");
  }

  @Test
  void upload_arrayOnOneLineThatIsFarLargerThanTheHeap_isUploadedWhole() throws Exception {
    int records = 100_000;
    String record =
        "{\"type\":\"profile\",\"identity\":\"%d\",\"profileData\":{\"Note\":\""
            + "n".repeat(400)
            + "\",\"Other\":\""
            + "o".repeat(400)
            + "\"}}";
    try (Writer out = Files.newBufferedWriter(directory.resolve("in.json"))) {
      out.write("{\"d\":[");
      for (int i = 0; i < records; i++) {
        out.write((i == 0 ? "" : ",") + record.formatted(i));
      }
      out.write("]}");
    }
    AtomicInteger stored = new AtomicInteger();
    try (StandIn counting =
        StandIn.start(
            new Store() {
              @Override
              public void store(List<JsonNode> uploaded) {
                stored.addAndGet(uploaded.size());
              }
            })) {
      Result result =
          new Cli(directory)
              .with("JAVA_OPTS", "-Xmx48m")
              .run("upload", "in.json", "--base-url", counting.baseUrl());

      assertThat(result.exitCode()).as(result.err()).isZero();
    }
    assertThat(Files.size(directory.resolve("in.json"))).isGreaterThan(80_000_000);
    assertThat(stored).hasValue(records);
  }

  @Test
  void upload_emptyFile_isNoError() throws Exception {
    assertThat(upload("in.ndjson", new byte[0]).exitCode()).isZero();
    assertThat(upload("in.ndjson.gz", gzip("")).exitCode()).isZero();
  }

  private void assertStops(String file, byte[] content, String... message) throws Exception {
    Result result = upload(file, content);

    assertThat(result.err().lines().findFirst().orElseThrow()).contains(file).contains(message);
    assertThat(result.err()).hasLineCount(2).endsWith("See clevertap upload --help\n");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(store.records).isEmpty();
    assertThat(directory.resolve(file + ".checkpoint")).doesNotExist();
  }

  private Result upload(String file, byte[] content, String... options) throws Exception {
    Files.write(directory.resolve(file), content);
    List<String> arguments = new ArrayList<>(List.of("upload", file, "--progress=none"));
    arguments.addAll(List.of("--base-url", server.baseUrl()));
    arguments.addAll(List.of(options));
    return new Cli(directory).run(arguments.toArray(String[]::new));
  }

  private static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
