package io.clevertap.faults;

import static io.clevertap.faults.WireMockCleverTap.ACCOUNT_ID;
import static io.clevertap.faults.WireMockCleverTap.PASSCODE;
import static io.clevertap.faults.WireMockCleverTap.SUCCESS;
import static io.clevertap.faults.WireMockCleverTap.failing;
import static io.clevertap.faults.WireMockCleverTap.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.clevertap.CleverTap;
import io.clevertap.Credentials;
import io.clevertap.DeviceToken;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.UploadResult;
import io.clevertap.Uploadable;
import io.clevertap.client.api.CredentialHeaders;
import io.clevertap.client.api.UploadApi;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.TokenType;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.exception.InvalidRecordException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests that the SDK sends, and the calls that send nothing. */
@ExtendWith(Leaks.class)
class RequestTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();

  private final Profile ann = Profile.ofIdentity("zq-ann").name("zq-Ann");

  private CleverTap cleverTap;

  @BeforeEach
  void open() {
    cleverTap = SERVER.client().build();
  }

  @AfterEach
  void close() {
    cleverTap.close();
  }

  @Test
  void upload_profile_isSentAsCleverTapHasIt() {
    SERVER.answersJson(SUCCESS);
    cleverTap.upload(ann);

    LoggedRequest request = SERVER.requests().get(0);
    assertThat(request.getMethod().getName()).isEqualTo("POST");
    assertThat(request.getUrl()).isEqualTo("/1/upload");
    assertThat(request.header("Content-Type").values()).containsExactly("application/json");
    assertThat(request.getBodyAsString())
        .isEqualTo(
            """
            {"d":[{"type":"profile","identity":"zq-ann","profileData":{"Name":"zq-Ann"}}]}\
            """);
  }

  @Test
  void upload_unsetFields_areNeverSent() {
    SERVER.answersJson(SUCCESS);
    cleverTap.upload(
        ann, Event.named("Seen").identity("zq-ann"), DeviceToken.of("zq", TokenType.FCM, "zq"));
    cleverTap.api(UploadApi.class).upload(new UploadRequest().records(List.of(raw())), null);

    assertThat(SERVER.bodies()).hasSize(2).noneMatch(body -> body.contains("null"));
  }

  @Test
  void upload_text_isSentAsUtf8() {
    SERVER.answersJson(SUCCESS);
    cleverTap.upload(Profile.ofIdentity("zq-ü日🙂"));
    assertThat(SERVER.bodies().get(0)).contains("\"zq-ü日🙂\"");
  }

  @Test
  void validate_records_areSentAsADryRun() {
    SERVER.answersJson(SUCCESS);
    assertThat(cleverTap.validate(ann).allAccepted()).isTrue();
    assertThat(cleverTap.validate(List.of(ann)).allAccepted()).isTrue();
    assertThat(SERVER.requests())
        .allMatch(request -> request.getUrl().equals("/1/upload?dryRun=1"));
  }

  @Test
  void everyAttempt_hasExactlyOneOfEachHeader() {
    SERVER.answers(failing(429), failing(503), json(SUCCESS));
    cleverTap.upload(ann);

    assertThat(SERVER.requests()).hasSize(3).allSatisfy(RequestTest::assertCleanHeaders);
  }

  @Test
  void get_hasNoContentTypeAndNoBody() {
    SERVER.answers(failing(429), json("{\"status\": \"success\"}"));
    cleverTap.profileByIdentity("zq-ann");

    assertThat(SERVER.requests())
        .hasSize(2)
        .allSatisfy(RequestTest::assertCleanHeaders)
        .allSatisfy(request -> assertThat(request.containsHeader("Content-Type")).isFalse())
        .allSatisfy(request -> assertThat(request.getBody()).isEmpty());
  }

  @Test
  void credentials_oddCharacters_arriveAsTheyAre() {
    String passcode = "zq-{passcode}%41+/=&\"\\,;";
    try (CleverTap odd =
        SERVER.client().credentials(Credentials.of("TEST-{x}", passcode)).build()) {
      SERVER.answersJson(SUCCESS);
      odd.upload(ann);
      LoggedRequest request = SERVER.requests().get(0);
      assertThat(request.header(CredentialHeaders.PASSCODE).values()).containsExactly(passcode);
      assertThat(request.header(CredentialHeaders.ACCOUNT_ID).values()).containsExactly("TEST-{x}");
    }
  }

  @Test
  void credentials_passcodeWithLineBreak_isInvalidAndNothingIsSent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SERVER.client().credentials("TEST-1", "zq-passcode\r\nX-Evil: 1"))
        .withMessageNotContaining("zq-")
        .withMessageContaining("line break");
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void baseUrl_withPath_standsBeforeTheApisPath() {
    SERVER.answersJson(SUCCESS);
    try (CleverTap proxied = WireMockCleverTap.clientOf(SERVER.baseUrl() + "/proxy/").build()) {
      proxied.upload(ann);
    }
    assertThat(SERVER.requests().get(0).getUrl()).isEqualTo("/proxy/1/upload");
  }

  @Test
  void upload_invalidRecord_sendsNothing() {
    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> cleverTap.upload(ann, Event.named("Seen")))
        .withMessageStartingWith("Record 1 ");
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void upload_withoutRecordChecks_letsEverythingThrough() {
    SERVER.answersJson(SUCCESS);
    try (CleverTap unchecked = SERVER.client().recordChecks(false).build()) {
      unchecked.upload(
          Profile.ofIdentity("").email("x").set("a.b", "v".repeat(600)),
          Event.named("App Launched"));
    }
    assertThat(SERVER.bodies().get(0)).contains("a.b").contains("App Launched");
  }

  @Test
  void upload_tooManyRecords_sendsNothing() {
    List<Uploadable> most =
        new ArrayList<>(Collections.nCopies(UploadRequest.RECORDS_MAX_ITEMS, ann));
    SERVER.answersJson(SUCCESS);
    assertThat(cleverTap.upload(most).outcomes()).hasSize(1000);
    most.add(ann);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.upload(most))
        .withMessageContaining("1001 records")
        .withMessageContaining("1000");
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void upload_tooManyRecordsWithATokenAmongThem_sendsNothing() {
    List<Uploadable> records =
        new ArrayList<>(Collections.nCopies(UploadRequest.MAX_TOKEN_RECORDS, ann));
    records.add(DeviceToken.of("zq", TokenType.FCM, "zq"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.upload(records))
        .withMessageContaining("with device tokens");
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void upload_lambda_sendsItsRecordAndGivesItBack() {
    SERVER.answersJson(SUCCESS);
    Uploadable lambda = RequestTest::raw;

    UploadResult result = cleverTap.upload(lambda);

    assertThat(result.accepted().get(0).record()).isSameAs(lambda);
    assertThat(SERVER.bodies().get(0)).contains("\"identity\":\"zq-raw\"");
  }

  private static ProfileRecord raw() {
    return new ProfileRecord().identity("zq-raw").profileData(new ProfileProperties());
  }

  private static void assertCleanHeaders(LoggedRequest request) {
    assertThat(request.header(CredentialHeaders.ACCOUNT_ID).values()).containsExactly(ACCOUNT_ID);
    assertThat(request.header(CredentialHeaders.PASSCODE).values()).containsExactly(PASSCODE);
    assertThat(request.header("Accept").values()).containsExactly("application/json");
    assertThat(request.header("User-Agent").values())
        .singleElement()
        .asString()
        .matches("clevertap-java/\\d+\\.\\d+\\.\\d+\\S*");
    assertThat(request.getHeaders().all())
        .extracting(HttpHeader::key)
        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
        .isSubsetOf(
            "x-clevertap-account-id",
            "x-clevertap-passcode",
            "user-agent",
            "accept",
            "content-type",
            "content-length",
            "host",
            "connection",
            "upgrade",
            "http2-settings");
  }
}
