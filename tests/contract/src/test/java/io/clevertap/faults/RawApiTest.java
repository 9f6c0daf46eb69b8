package io.clevertap.faults;

import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.WireMockCleverTap.SUCCESS;
import static io.clevertap.faults.WireMockCleverTap.failing;
import static io.clevertap.faults.WireMockCleverTap.json;
import static io.clevertap.faults.WireMockCleverTap.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.CleverTap;
import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.api.UploadApi;
import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.exception.NotFoundException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.UnexpectedResponseException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The generated interface has the same credentials, retries and exceptions as the facade. */
@ExtendWith(Leaks.class)
class RawApiTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();

  private final UploadRecord profile =
      new ProfileRecord().identity("zq-ann").profileData(new ProfileProperties().name("zq-Ann"));
  private final UploadRecord event =
      new EventRecord().identity("zq-ann").eventName("Seen").eventData(new EventProperties());

  private CleverTap cleverTap;
  private UploadApi api;
  private ProfilesApi profiles;

  @BeforeEach
  void open() {
    cleverTap = SERVER.client().maxAttempts(3).build();
    api = cleverTap.api(UploadApi.class);
    profiles = cleverTap.api(ProfilesApi.class);
  }

  @AfterEach
  void close() {
    cleverTap.close();
  }

  @Test
  void upload_profileAnd503_isRetriedWithTheSameBody() {
    SERVER.answers(failing(503), json(SUCCESS));
    assertThat(api.upload(request(profile), null).getStatus()).isEqualTo(UploadStatus.SUCCESS);
    assertThat(SERVER.bodies())
        .hasSize(2)
        .containsOnly(
            """
            {"d":[{"type":"profile","identity":"zq-ann","profileData":{"Name":"zq-Ann"}}]}\
            """);
  }

  @Test
  void upload_eventAnd503_isNotRetried() {
    SERVER.answers(failing(503), json(SUCCESS));
    assertThat(failure(ServerException.class, () -> api.upload(request(profile, event), null)))
        .satisfies(e -> assertThat(e.outcomeUnknown()).isTrue());
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void upload_dryRunOfAnEventAnd503_isRetriedAndAppliesNothing() {
    SERVER.answers(failing(503));
    assertThat(failure(ServerException.class, () -> api.upload(request(event), 1)))
        .satisfies(e -> assertThat(e.outcomeUnknown()).isFalse());
    assertThat(SERVER.requests()).hasSize(3);
  }

  @Test
  void upload_dryRunWithAnUnclearAnswer_appliesNothing() {
    SERVER.answersJson("<html>zq</html>");
    assertThat(failure(UnexpectedResponseException.class, () -> api.upload(request(event), 1)))
        .satisfies(e -> assertThat(e.outcomeUnknown()).isFalse());
  }

  @Test
  void upload_429_isRetried() {
    SERVER.answers(failing(429), json(SUCCESS));
    assertThat(api.upload(request(event), 0).getStatus()).isEqualTo(UploadStatus.SUCCESS);
    assertThat(SERVER.requests().get(0).getUrl()).isEqualTo("/1/upload?dryRun=0");
  }

  @Test
  void upload_401_isAnAuthenticationException() {
    SERVER.answers(status(401, ""));
    failure(AuthenticationException.class, () -> api.upload(request(profile), null));
  }

  @Test
  void upload_wrongBody_isAnUnexpectedResponse() {
    SERVER.answersJson("<html>zq</html>");
    failure(UnexpectedResponseException.class, () -> api.upload(request(profile), null));
  }

  @Test
  void getProfile_404_isNotFound() {
    SERVER.answers(failing(404));
    failure(NotFoundException.class, () -> profiles.getProfile(null, "zq-ann", null));
  }

  @Test
  void getProfile_nullParameters_areLeftOut() {
    SERVER.answersJson("{\"status\":\"success\"}");
    assertThat(profiles.getProfile(null, null, null).getRecord()).isNull();
    assertThat(SERVER.requests().get(0).getUrl()).isEqualTo("/1/profile.json");
  }

  @Test
  void upload_valueThatCannotBeWritten_isInvalidAndNotShown() {
    for (Object value : List.of("zq-\uD83D", new Object())) {
      ProfileProperties properties = new ProfileProperties();
      properties.putAdditionalProperty("Tier", value);
      UploadRecord record = new ProfileRecord().identity("zq-ann").profileData(properties);
      InvalidRecordException e =
          failure(InvalidRecordException.class, () -> api.upload(request(profile, record), null));
      assertThat(e.index()).isEqualTo(1);
      assertThat(e.problem()).matches("it contains an unpaired.*|it cannot be written as JSON");
    }
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void upload_requestWithoutRecords_isInvalidAndNotSent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.upload(new UploadRequest(), null))
        .withMessage("upload: d is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.upload(request(), null))
        .withMessage("upload: d has 0 items; the minimum is 1");
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void upload_recordThatBreaksALimit_isInvalidAndNotSent() {
    UploadRecord wrong =
        new ProfileRecord()
            .identity("zq-ann")
            .profileData(new ProfileProperties().email("zq-ann").timeZone("Asia/Kolkata"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.upload(request(profile, wrong), null))
        .withMessage(
            "upload: d[1].profileData.Email (6 characters) is not an email address (error code 515)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.upload(request(profile), 7))
        .withMessage("upload: dryRun is none of [0, 1]");
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void upload_recordThatNoSchemaRejects_isInvalidAndNotSent() {
    UploadRecord wrong =
        new EventRecord()
            .identity("zq-ann")
            .eventName("App Launched")
            .eventData(new EventProperties());
    InvalidRecordException e =
        failure(InvalidRecordException.class, () -> api.upload(request(profile, wrong), null));
    assertThat(e.index()).isEqualTo(1);
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void upload_withoutChecks_sendsWhateverCanBeWritten() {
    SERVER.answers(json(SUCCESS), json(SUCCESS));
    try (CleverTap unchecked = SERVER.client().recordChecks(false).build()) {
      unchecked.api(UploadApi.class).upload(new UploadRequest(), null);
      unchecked.api(UploadApi.class).upload(request(new ProfileRecord()), null);
    }
    assertThat(SERVER.bodies()).containsExactly("{}", "{\"d\":[{\"type\":\"profile\"}]}");
  }

  @Test
  void api_thatIsNoInterfaceOfTheApi_isInvalid() {
    for (Class<?> other : List.of(Runnable.class, UploadRequest.class, StatusResponse.class)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cleverTap.api(other))
          .withMessageContaining(other.getName());
    }
    assertThat(cleverTap.api(UploadApi.class)).isSameAs(api);
  }

  private static UploadRequest request(UploadRecord... records) {
    return new UploadRequest().records(List.of(records));
  }
}
