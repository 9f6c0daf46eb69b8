package io.clevertap.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadResult;
import io.clevertap.client.api.CredentialHeaders;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** The server fails as a test requires, and rejects invalid calls as CleverTap does. */
@CleverTapServer
class FaultsTest {

  private final Profile profile = Profile.ofIdentity("42").name("Jack");

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void upload_withAFault_failsAndIsStoredIfTheFaultSaysSo(Fault fault, FakeCleverTap server) {
    server.failNext(fault);
    try (CleverTap cleverTap =
        server.clientBuilder().maxAttempts(1).attemptTimeout(Duration.ofMillis(500)).build()) {
      assertThatExceptionOfType(CleverTapException.class)
          .isThrownBy(() -> cleverTap.upload(profile));

      assertThat(server.profile("42").isPresent()).isEqualTo(fault.stores());
      assertThat(cleverTap.upload(profile).allAccepted()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_REQUEST, 400",
    "UNAUTHORIZED, 401",
    "TOO_MANY_REQUESTS, 429",
    "INTERNAL_SERVER_ERROR, 500",
    "BAD_GATEWAY_AFTER_STORING, 502",
    "SERVICE_UNAVAILABLE, 503"
  })
  void read_withAFault_hasItsStatus(Fault fault, int status, FakeCleverTap server) {
    server.failNext(fault);
    try (CleverTap cleverTap = server.clientBuilder().maxAttempts(1).build()) {
      assertThatExceptionOfType(ResponseException.class)
          .isThrownBy(() -> cleverTap.profileByIdentity("42"))
          .matches(e -> e.status() == status);
    }
  }

  @Test
  void upload_thatIsThrottledTwice_isRetried(FakeCleverTap server, CleverTap cleverTap) {
    server.failNext(Fault.TOO_MANY_REQUESTS, Fault.TOO_MANY_REQUESTS);

    assertThat(cleverTap.upload(profile).allAccepted()).isTrue();
    assertThat(server.uploads()).hasSize(3);
  }

  @Test
  void failNext_withNoFaultFirst_failsTheCallAfterThat(FakeCleverTap server) {
    server.failNext(Fault.NONE, Fault.BAD_REQUEST);
    try (CleverTap cleverTap = server.clientBuilder().build()) {
      assertThat(cleverTap.profileByIdentity("42")).isEmpty();
      assertThatExceptionOfType(ResponseException.class)
          .isThrownBy(() -> cleverTap.upload(profile));
    }
  }

  @Test
  void failAll_untilNone_failsEveryCall(FakeCleverTap server) {
    try (CleverTap cleverTap = server.clientBuilder().maxAttempts(1).build()) {
      server.failAll(Fault.SERVICE_UNAVAILABLE);
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(ResponseException.class)
            .isThrownBy(() -> cleverTap.upload(profile));
      }
      server.failAll(Fault.NONE);

      assertThat(cleverTap.upload(profile).allAccepted()).isTrue();
    }
  }

  @Test
  void delay_longerThanTheTimeout_isATimeout(FakeCleverTap server) {
    server.delay(Duration.ofMinutes(1));
    try (CleverTap cleverTap =
        server.clientBuilder().maxAttempts(1).attemptTimeout(Duration.ofMillis(200)).build()) {
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> cleverTap.profileByIdentity("42"));
    }
  }

  @Test
  void delay_ofACall_isHowLongItTakes(FakeCleverTap server, CleverTap cleverTap) {
    server.delay(Duration.ofMillis(300));
    long start = System.nanoTime();

    cleverTap.profileByIdentity("42");

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void reject_ofAUser_rejectsOnlyThatUsersRecords(FakeCleverTap server, CleverTap cleverTap) {
    server.reject("42", RecordErrorCode.EMAIL_INVALID);

    UploadResult result =
        cleverTap.upload(
            Profile.ofIdentity("41").name("Jill"),
            profile,
            Event.named("Signed Up").identity("42"));

    assertThat(result.accepted()).hasSize(1);
    assertThat(result.rejected()).extracting(Rejected::code).containsExactly(515, 515);
    assertThat(server.profile("42")).isEmpty();
    assertThat(server.profile("41")).isPresent();
  }

  @Test
  void reject_ofSomeRecords_rejectsThem(FakeCleverTap server, CleverTap cleverTap) {
    server.reject(
        record -> record instanceof EventRecord event && event.getEventName().equals("Old"),
        RecordErrorCode.EVENT_DISCARDED);

    UploadResult result =
        cleverTap.upload(
            Event.named("New").identity("42"), Event.named("Old").identity("42"), profile);

    assertThat(result.rejected())
        .singleElement()
        .satisfies(
            rejected -> assertThat(rejected.knownCode()).contains(RecordErrorCode.EVENT_DISCARDED));
    assertThat(server.events("42")).extracting(EventRecord::getEventName).containsExactly("New");
  }

  @Test
  void uploads_ofAClient_areWhatItSent(FakeCleverTap server, CleverTap cleverTap) {
    cleverTap.upload(profile, Event.named("Signed Up").identity("42"));

    Upload upload = server.uploads().get(0);
    assertThat(upload.records()).hasExactlyElementsOfTypes(ProfileRecord.class, EventRecord.class);
    assertThat(upload.dryRun()).isFalse();
  }

  @Test
  void reset_afterAllKindsOfThings_forgetsThem(FakeCleverTap server, CleverTap cleverTap) {
    cleverTap.upload(profile);
    server.reject("42", RecordErrorCode.EMAIL_INVALID);
    server.failNext(Fault.BAD_REQUEST);
    server.failAll(Fault.BAD_REQUEST);
    server.delay(Duration.ofHours(1));

    server.reset();

    assertThat(server.uploads()).isEmpty();
    assertThat(server.profile("42")).isEmpty();
    assertThat(cleverTap.upload(profile).allAccepted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"OTHER, PASSCODE", "TEST-ACCOUNT, other"})
  void call_withOtherCredentials_isUnauthorized(
      String accountId, String passcode, FakeCleverTap server) {
    try (CleverTap cleverTap = server.clientBuilder().credentials(accountId, passcode).build()) {
      assertThatExceptionOfType(AuthenticationException.class)
          .isThrownBy(() -> cleverTap.upload(profile));
      assertThat(server.uploads()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CredentialHeaders.ACCOUNT_ID, CredentialHeaders.PASSCODE})
  void call_withoutOneOfTheCredentials_isUnauthorized(String missing, FakeCleverTap server) {
    var request = RawHttp.request(server, Operation.GET_PROFILE.path() + "?identity=42");

    assertThat(RawHttp.send(request.setHeader(missing, "")).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"d\": [", "[]", "{}", "{\"d\": []}", "{\"d\": {\"a\": 1}}"})
  void upload_ofNoRecords_isABadRequest(String body, FakeCleverTap server) {
    assertThat(RawHttp.post(server, Operation.UPLOAD.path(), body).statusCode()).isEqualTo(400);
    assertThat(server.uploads()).isEmpty();
  }

  @Test
  void upload_ofMoreRecordsThanAllowed_isABadRequest(FakeCleverTap server) {
    String profile = "{\"type\": \"profile\", \"identity\": \"1\", \"profileData\": {}}";
    String token =
        "{\"type\": \"token\", \"objectId\": \"1\", \"tokenData\": {\"id\": \"a\", \"type\": \"fcm\"}}";

    assertThat(statusOf(server, profile, UploadRequest.RECORDS_MAX_ITEMS)).isEqualTo(200);
    assertThat(statusOf(server, profile, UploadRequest.RECORDS_MAX_ITEMS + 1)).isEqualTo(400);
    assertThat(statusOf(server, token, UploadRequest.MAX_TOKEN_RECORDS)).isEqualTo(200);
    assertThat(statusOf(server, token, UploadRequest.MAX_TOKEN_RECORDS + 1)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "?", "?identity=", "?identity=1&email=a@b.c", "?identity=1&objectId=2"})
  void read_ofNotExactlyOneUser_isABadRequest(String query, FakeCleverTap server) {
    assertThat(RawHttp.get(server, Operation.GET_PROFILE.path() + query).statusCode())
        .isEqualTo(400);
  }

  @Test
  void call_ofWhatTheApiDoesNotHave_isNotFound(FakeCleverTap server) {
    assertThat(RawHttp.get(server, "/1/elsewhere").statusCode()).isEqualTo(404);
    assertThat(RawHttp.get(server, Operation.UPLOAD.path()).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource
  void calls_atOnceBeyondTheLimit_areThrottled(Operation operation, FakeCleverTap server)
      throws Exception {
    server.delay(Duration.ofMinutes(1));
    List<CompletableFuture<Integer>> calls =
        IntStream.rangeClosed(0, operation.concurrencyLimit())
            .mapToObj(i -> RawHttp.sendAsync(RawHttp.of(server, operation)))
            .toList();

    CompletableFuture<Object> first =
        CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new));

    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(429);
    assertThat(calls).filteredOn(CompletableFuture::isDone).hasSize(1);
  }

  private static int statusOf(FakeCleverTap server, String record, int times) {
    String records = String.join(",", Stream.generate(() -> record).limit(times).toList());
    return RawHttp.post(server, Operation.UPLOAD.path(), "{\"d\": [" + records + "]}").statusCode();
  }
}
