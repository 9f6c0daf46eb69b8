package io.clevertap.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.WireMockCleverTap.SUCCESS;
import static io.clevertap.faults.WireMockCleverTap.failing;
import static io.clevertap.faults.WireMockCleverTap.json;
import static io.clevertap.faults.WireMockCleverTap.status;
import static io.clevertap.faults.WireMockCleverTap.tooMany;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.DeviceToken;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadResult;
import io.clevertap.client.model.TokenType;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TooManyRequestsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses after which the SDK makes another attempt, and requests that it never sends twice. */
@ExtendWith(Leaks.class)
@Timeout(60)
class RetryTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();

  private final Profile ann = Profile.ofIdentity("zq-ann");
  private final Profile bob = Profile.ofIdentity("zq-bob");
  private final Event seen = Event.named("Seen").identity("zq-ann");
  private final Profile visits = Profile.ofIdentity("zq-ann").increase("Visits", 1);

  private CleverTap cleverTap;

  @BeforeEach
  void open() {
    cleverTap = SERVER.client().maxAttempts(3).build();
  }

  @AfterEach
  void close() {
    cleverTap.close();
  }

  @Test
  void upload_429ThenSuccess_isAcceptedWhateverTheRecordIs() {
    SERVER.answers(failing(429), failing(429), json(SUCCESS));

    assertThat(cleverTap.upload(ann, seen, visits).allAccepted()).isTrue();

    assertThat(SERVER.bodies()).hasSize(3).containsOnly(SERVER.bodies().get(0));
  }

  @Test
  void upload_429UntilAttemptsRunOut_saysThatNothingWasApplied() {
    SERVER.answers(failing(429));

    TooManyRequestsException e =
        failure(TooManyRequestsException.class, () -> cleverTap.upload(seen));

    assertThat(e.outcomeUnknown()).isFalse();
    assertThat(e).hasMessageContaining(WireMockCleverTap.ACCOUNT_ID);
    assertThat(SERVER.requests()).hasSize(3);
  }

  @Test
  void profile_429ThenSuccess_isRead() {
    SERVER.answers(failing(429), json("{\"status\":\"success\",\"record\":{\"name\":\"Ann\"}}"));
    assertThat(cleverTap.profileByIdentity("zq-ann")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3600", "99999999999", "9223372036854775807", "Tue, 31 Dec 2999 23:59:59 GMT"})
  void upload_retryAfterBeyondTheCallsTime_failsAtOnce(String wait) {
    SERVER.answers(tooMany(wait), json(SUCCESS));
    failure(TooManyRequestsException.class, () -> cleverTap.upload(ann));
    assertThat(SERVER.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "soon", "1.5", "99999999999999999999", "Mon, 01 Jan 1990 00:00:00 GMT"})
  void upload_retryAfterThatSaysNothing_isRetried(String wait) {
    SERVER.answers(tooMany(wait), json(SUCCESS));
    assertThat(cleverTap.upload(ann).allAccepted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void upload_5xxForAProfileOrToken_isRetried(int status) {
    SERVER.answers(failing(status), json(SUCCESS));
    DeviceToken token = DeviceToken.of("zq", TokenType.FCM, "zq");
    assertThat(cleverTap.upload(ann, token).allAccepted()).isTrue();
    assertThat(SERVER.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void upload_5xxForAnEvent_isNotRetriedAndOutcomeIsUnknown(int status) {
    SERVER.answers(failing(status), json(SUCCESS));

    ServerException e = failure(ServerException.class, () -> cleverTap.upload(ann, seen));

    assertThat(e.status()).isEqualTo(status);
    assertThat(e.outcomeUnknown()).isTrue();
    assertThat(e).hasMessageContaining("may have been applied");
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void upload_5xxForAnOperator_isNotRetried() {
    SERVER.answers(failing(503), json(SUCCESS));
    for (Profile operator :
        new Profile[] {
          visits,
          Profile.ofIdentity("zq-ann").decrease("Credit", 1),
          Profile.ofIdentity("zq-ann").add("Tags", "a"),
          Profile.ofIdentity("zq-ann").remove("Tags", "a")
        }) {
      SERVER.server().resetAll();
      SERVER.answers(failing(503), json(SUCCESS));
      assertThat(failure(ServerException.class, () -> cleverTap.upload(operator)).outcomeUnknown())
          .isTrue();
      assertThat(SERVER.requests()).hasSize(1);
    }
  }

  @Test
  void upload_5xxForAnEventAndRetryAmbiguous_isRetried() {
    SERVER.answers(failing(503), json(SUCCESS));
    try (CleverTap bold = cleverTap.toBuilder().retryAmbiguous(true).build()) {
      assertThat(bold.upload(seen, visits).allAccepted()).isTrue();
    }
  }

  @Test
  void upload_5xxHtml_isAServerException() {
    SERVER.answers(aResponse().withStatus(502).withBody("<html>zq-proxy</html>"));

    ServerException e = failure(ServerException.class, () -> cleverTap.upload(ann));

    assertThat(e.bodyStart()).isEqualTo("<html>zq-proxy</html>");
    assertThat(e.outcomeUnknown()).isTrue();
    assertThat(SERVER.requests()).hasSize(3);
  }

  /** The body is not gzip, whatever the header says. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{\"status\":\"fail\"}"})
  void upload_429WithABodyThatCannotBeRead_isRetried(String body) {
    SERVER.answers(status(429, body).withHeader("Content-Encoding", "gzip"), json(SUCCESS));
    assertThat(cleverTap.upload(seen).allAccepted()).isTrue();
    assertThat(SERVER.requests()).hasSize(2);
  }

  @Test
  void upload_5xxThen400_saysThatTheFirstAttemptMayHaveBeenApplied() {
    SERVER.answers(failing(503), status(400, ""));
    assertThat(failure(InvalidRequestException.class, () -> cleverTap.upload(ann)).outcomeUnknown())
        .isTrue();
  }

  @Test
  void validate_5xxForAnEvent_isRetriedSinceNothingIsStored() {
    SERVER.answers(failing(503), failing(503), failing(503));
    assertThat(failure(ServerException.class, () -> cleverTap.validate(seen)).outcomeUnknown())
        .isFalse();
    assertThat(SERVER.requests()).hasSize(3);
  }

  @Test
  void upload_maxAttemptsOfOne_isAttemptedOnce() {
    SERVER.answers(failing(429), json(SUCCESS));
    try (CleverTap once = cleverTap.toBuilder().maxAttempts(1).build()) {
      failure(TooManyRequestsException.class, () -> once.upload(ann));
    }
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void upload_record555_resendsThatRecordAlone() {
    SERVER.answersJson(partial(entry(2, 555), entry(3, 515)), SUCCESS);

    UploadResult result = cleverTap.upload(ann, bob, visits, seen);

    assertThat(result.accepted()).extracting(a -> a.record()).containsExactly(ann, bob, seen);
    assertThat(result.rejected()).extracting(Rejected::record).containsExactly(visits);
    assertThat(SERVER.bodies().get(1)).contains("zq-bob").doesNotContain("zq-ann");
  }

  @Test
  void upload_record555ToTheEnd_staysRejected() {
    SERVER.answersJson("{\"status\":\"fail\",\"unprocessed\":[" + entry(1, 555) + "]}");

    UploadResult result = cleverTap.upload(ann);

    assertThat(result.rejected()).extracting(Rejected::code).containsExactly(555);
    assertThat(SERVER.requests()).hasSize(3);
  }

  @Test
  void upload_record555AndThenAnotherCode_isRejectedForThat() {
    SERVER.answersJson(
        partial(entry(2, 555)), "{\"status\":\"fail\",\"unprocessed\":[" + entry(1, 516) + "]}");
    assertThat(cleverTap.upload(ann, bob).rejected())
        .extracting(Rejected::code)
        .containsExactly(516);
  }

  @Test
  void upload_retryOf555Fails_failsThatRecordAlone() {
    SERVER.answers(json(partial(entry(2, 555))), status(400, "zq-reason"));

    UploadResult result = cleverTap.upload(ann, bob);

    assertThat(result.accepted()).extracting(a -> a.record()).containsExactly(ann);
    Failed failed = result.failed().get(0);
    assertThat(failed.record()).isSameAs(bob);
    assertThat(failed.cause()).isInstanceOf(InvalidRequestException.class);
    assertThat(failed.mayHaveBeenApplied()).isFalse();
    Leaks.assertNoneIn(failed.cause());
  }

  @Test
  void upload_retryOf555IsLost_saysThatItMayHaveBeenApplied() {
    SERVER.answers(json(partial(entry(2, 555))), json("<html>zq</html>"));
    assertThat(cleverTap.upload(ann, seen).failed())
        .singleElement()
        .satisfies(failed -> assertThat(failed.mayHaveBeenApplied()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(ints = {509, 513, 515, 535, 554, 556, 0})
  void upload_anyOtherRecordCode_isFinal(int code) {
    SERVER.answersJson(partial(entry(1, code)));
    assertThat(cleverTap.upload(ann, bob).rejected())
        .extracting(Rejected::code)
        .containsExactly(code);
    assertThat(SERVER.requests()).hasSize(1);
  }

  private static String partial(String... entries) {
    return "{\"status\":\"partial\",\"unprocessed\":[" + String.join(",", entries) + "]}";
  }

  private static String entry(int number, int code) {
    return "{\"code\":%d,\"error\":\"Skipped record number : %d\"}".formatted(code, number);
  }
}
