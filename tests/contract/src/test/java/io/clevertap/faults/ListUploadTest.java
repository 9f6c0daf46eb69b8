package io.clevertap.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.CleverTap;
import io.clevertap.client.api.CredentialHeaders;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.CustomList;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.test.internal.HttpCall;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a custom list goes to a second server, which must not get the credentials. */
class ListUploadTest {

  private static final String PASSCODE = "PASSCODE-" + Leaks.MARK;
  private static final HttpReply OK = HttpReply.json(200, "");

  private final List<HttpCall> toApi = new CopyOnWriteArrayList<>();
  private final List<HttpCall> toFiles = new CopyOnWriteArrayList<>();
  private final BlockingQueue<HttpReply> ofApi = new LinkedBlockingQueue<>();
  private final BlockingQueue<HttpReply> ofFiles = new LinkedBlockingQueue<>();
  private final AtomicInteger addresses = new AtomicInteger();
  private LoopbackServer api;
  private LoopbackServer files;
  private CleverTap cleverTap;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    files =
        LoopbackServer.start(
            0,
            call -> {
              toFiles.add(call);
              HttpReply next = ofFiles.poll();
              return next == null ? OK : next;
            });
    api = LoopbackServer.start(0, this::respond);
    cleverTap = client(Duration.ofSeconds(30), 3);
  }

  private CleverTap client(Duration attemptTimeout, int attempts) {
    return CleverTap.builder()
        .baseUrl(api.baseUrl())
        .credentials("ACCOUNT-" + Leaks.MARK, PASSCODE)
        .attemptTimeout(attemptTimeout)
        .maxAttempts(attempts)
        .build();
  }

  @AfterEach
  void stop() throws IOException {
    cleverTap.close();
    api.close();
    files.close();
  }

  private HttpReply respond(HttpCall call) {
    toApi.add(call);
    HttpReply next = ofApi.poll();
    if (next != null) {
      return next;
    }
    String address = files.baseUrl() + "/bucket/" + addresses.incrementAndGet() + "?sig=a%2Fb";
    return HttpReply.json(
        200,
        call.path().equals(Operation.GET_LIST_UPLOAD_URL.path())
            ? "{\"presignedS3URL\":\"" + address + "\",\"status\":\"success\",\"code\":200}"
            : "{\"Segment ID\":1234,\"status\":\"success\",\"code\":200}");
  }

  private Path file(int users) throws IOException {
    StringBuilder csv = new StringBuilder("Type,Identity\n");
    for (int i = 0; i < users; i++) {
      csv.append("i,user-").append(i).append("@example.com\n");
    }
    return Files.writeString(folder.resolve("buyers.csv"), csv);
  }

  private static CustomList list() {
    return new CustomList().name("Buyers").email("admin@example.com").creator("Asha");
  }

  @Test
  void upload_ofAFile_sendsItWithoutTheCredentials() throws IOException {
    Path file = file(300_000);
    List<Long> progress = new CopyOnWriteArrayList<>();

    assertThat(cleverTap.lists().upload(file, list(), progress::add).getSegmentId())
        .isEqualTo(1234);

    assertThat(toFiles).singleElement().satisfies(call -> assertIsTheFile(call, file));
    assertThat(progress).isSorted().hasSizeGreaterThan(10).endsWith(Files.size(file));
    assertThat(toApi)
        .extracting(HttpCall::path)
        .containsExactly(
            Operation.GET_LIST_UPLOAD_URL.path(), Operation.COMPLETE_LIST_UPLOAD.path());
    assertThat(text(toApi.get(1)))
        .contains("\"filename\":\"buyers.csv\"", "\"url\":\"" + files.baseUrl() + "/bucket/1?sig=");
  }

  private static void assertIsTheFile(HttpCall call, Path file) {
    assertThat(call.method() + " " + call.target()).isEqualTo("PUT /bucket/1?sig=a%2Fb");
    assertThat(call.header(CredentialHeaders.ACCOUNT_ID)).isEmpty();
    assertThat(call.header(CredentialHeaders.PASSCODE)).isEmpty();
    assertThat(call.headers().keySet())
        .containsExactlyInAnyOrder("host", "content-length", "user-agent");
    assertThat(call.headers().toString()).doesNotContain(Leaks.MARK);
    assertThat(call.body()).isEqualTo(read(file));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(HttpCall call) {
    return new String(call.body(), StandardCharsets.UTF_8);
  }

  @Test
  void upload_toAnAddressThatHasExpired_asksForANewOneOnce() throws IOException {
    ofFiles.add(HttpReply.json(403, "<Error>Request has expired</Error>"));

    assertThat(cleverTap.lists().upload(file(1), list()).getSegmentId()).isEqualTo(1234);
    assertThat(toFiles).extracting(HttpCall::path).containsExactly("/bucket/1", "/bucket/2");
    assertThat(text(toApi.get(2))).contains("/bucket/2?sig=");
  }

  @Test
  void upload_toTwoAddressesThatHaveExpired_isAFailureThatCompletesNothing() throws IOException {
    ofFiles.add(HttpReply.json(403, ""));
    ofFiles.add(HttpReply.json(403, ""));
    Path file = file(1);

    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> cleverTap.lists().upload(file, list()))
        .withMessageContaining("rejected two addresses")
        .satisfies(failure -> assertThat(failure.outcomeUnknown()).isFalse());
    assertThat(toApi).extracting(HttpCall::path).containsOnly(Operation.GET_LIST_UPLOAD_URL.path());
  }

  @Test
  void upload_whosePutFailsAWhile_isRepeatedFromTheStart() throws IOException {
    ofFiles.add(HttpReply.json(503, ""));
    ofFiles.add(new HttpReply.Reset());
    Path file = file(1_000);

    cleverTap.lists().upload(file, list());

    assertThat(toFiles).hasSize(3).allSatisfy(call -> assertIsTheFile(call, file));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 307, 308, 400, 404})
  void upload_whosePutIsRejectedOrRedirected_isAFailureWithoutTheAddress(int status)
      throws IOException {
    ofFiles.add(HttpReply.json(status, "<Code>EntityTooLarge</Code>"));
    Path file = file(1);

    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> cleverTap.lists().upload(file, list()))
        .withMessage("PUT of the file to host 127.0.0.1 failed with HTTP " + status)
        .satisfies(failure -> assertThat(failure.bodyStart()).contains("EntityTooLarge"));
    assertThat(toFiles).hasSize(1);
    assertThat(toApi).hasSize(1);
  }

  @Test
  void upload_toAServerThatReadsNothing_endsAfterTheAttemptTimeout() throws IOException {
    files.close();
    files = LoopbackServer.start(connection -> Thread.sleep(Long.MAX_VALUE));
    cleverTap.close();
    cleverTap = client(Duration.ofMillis(100), 1);
    Path file = file(1_000_000);
    long half = Files.size(file) / 2;
    List<Long> progress = new CopyOnWriteArrayList<>();

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> cleverTap.lists().upload(file, list(), progress::add))
        .withMessage(
            "PUT of the file to host 127.0.0.1 failed in 1 attempts (HttpTimeoutException)");
    assertThat(progress)
        .as("read only as fast as the server reads")
        .isNotEmpty()
        .allMatch(sent -> sent < half);
  }

  @Test
  void complete_whoseResponseIsLost_isRepeatedOnlyIfItReplaces() throws IOException {
    Path file = file(1);
    cleverTap.lists().upload(file, list());
    HttpReply address = respond(toApi.get(0));
    toApi.clear();
    ofApi.add(address);
    ofApi.add(new HttpReply.Reset());

    assertThatExceptionOfType(CleverTapException.class)
        .isThrownBy(() -> cleverTap.lists().upload(file, list()))
        .satisfies(failure -> assertThat(failure.outcomeUnknown()).isTrue());
    assertThat(toApi).hasSize(2);

    ofApi.add(address);
    ofApi.add(new HttpReply.Reset());
    assertThat(cleverTap.lists().upload(file, list().replace(true)).getSegmentId()).isPositive();
    assertThat(toApi).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity\nu1\n", "\uFEFFType,Identity\ni,u1\n", "type,identity\n"})
  void upload_ofAFileWithAnotherHeader_isInvalidAndNotSent(String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("other.csv"), csv);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.lists().upload(file, list()))
        .withMessageContaining("The first line of other.csv is not Type,Identity");
    assertThat(toApi).isEmpty();
  }

  @Test
  void upload_ofAnInvalidList_isInvalidBeforeTheFileIsSent() throws IOException {
    Path file = file(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.lists().upload(file, list().name(null)))
        .withMessage("The list is invalid: name is missing");
    assertThat(toApi).isEmpty();
  }

  @Test
  void upload_toSomethingThatIsNoAddress_isAFailureWithoutIt() throws IOException {
    ofApi.add(
        HttpReply.json(
            200, "{\"presignedS3URL\":\"s3 " + Leaks.MARK + "\",\"status\":\"success\"}"));
    Path file = file(1);

    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> cleverTap.lists().upload(file, list()))
        .withMessageContaining("no https address")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(Leaks.MARK));
  }
}
