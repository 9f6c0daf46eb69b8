package io.clevertap.cli;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.cli.Cli.Result;
import io.clevertap.test.internal.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  private final Store store = new Store();
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
    Thread.sleep(3000); // the pipe is empty, but has not ended
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
