package io.clevertap.faults;

import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.WireMockCleverTap.SUCCESS;
import static io.clevertap.faults.WireMockCleverTap.json;
import static io.clevertap.faults.WireMockCleverTap.retryNow;
import static io.clevertap.faults.WireMockCleverTap.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.client.api.CleverTapApi;
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
  private CleverTapApi api;

  @BeforeEach
  void open() {
    cleverTap = SERVER.client().maxAttempts(3).build();
    api = cleverTap.api();
  }

  @AfterEach
  void close() {
    cleverTap.close();
  }

  @Test
  void upload_profileAnd503_isRetriedWithTheSameBody() {
    SERVER.answers(retryNow(503), json(SUCCESS));
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
    SERVER.answers(retryNow(503), json(SUCCESS));
    assertThat(failure(ServerException.class, () -> api.upload(request(profile, event), null)))
        .satisfies(e -> assertThat(e.outcomeUnknown()).isTrue());
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void upload_429_isRetried() {
    SERVER.answers(retryNow(429), json(SUCCESS));
    assertThat(api.upload(request(event), 0).getProcessed()).isEqualTo(1);
    assertThat(SERVER.requests().get(0).getUrl()).isEqualTo("/1/upload?dryRun=0");
  }

  @Test
  void upload_401_isAnAuthenticationException() {
    SERVER.answers(status(401, ""));
    failure(AuthenticationException.class, () -> api.upload(request(profile), null));
  }

  @Test
  void upload_wrongAnswer_isAnUnexpectedResponse() {
    SERVER.answersJson("<html>zq</html>");
    failure(UnexpectedResponseException.class, () -> api.upload(request(profile), null));
  }

  @Test
  void getProfile_404_isNotFound() {
    SERVER.answers(status(404, ""));
    failure(NotFoundException.class, () -> api.getProfile(null, "zq-ann", null));
  }

  @Test
  void getProfile_nullParameters_areLeftOut() {
    SERVER.answersJson("{\"status\":\"success\"}");
    assertThat(api.getProfile(null, null, null).getRecord()).isNull();
    assertThat(SERVER.requests().get(0).getUrl()).isEqualTo("/1/profile.json");
  }

  @Test
  void upload_whatCannotBeWritten_isRefusedWithoutShowingIt() {
    for (Object value : List.of("zq-\uD83D", new Object())) {
      ProfileProperties properties = new ProfileProperties();
      properties.putAdditionalProperty("Tier", value);
      UploadRecord record = new ProfileRecord().identity("zq-ann").profileData(properties);
      InvalidRecordException e =
          failure(InvalidRecordException.class, () -> api.upload(request(profile, record), null));
      assertThat(e.index()).isEqualTo(1);
      assertThat(e.problem()).matches("a text holds half.*|it cannot be written as JSON");
    }
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void upload_requestWithoutRecords_isSentAndNotRetried() {
    SERVER.answers(retryNow(503), json(SUCCESS));
    failure(ServerException.class, () -> api.upload(new UploadRequest(), null));
    assertThat(SERVER.bodies()).containsExactly("{}");
  }

  private static UploadRequest request(UploadRecord... records) {
    return new UploadRequest().records(List.of(records));
  }
}
