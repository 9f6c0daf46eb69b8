package io.clevertap.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.WireMockCleverTap.ACCOUNT_ID;
import static io.clevertap.faults.WireMockCleverTap.SUCCESS;
import static io.clevertap.faults.WireMockCleverTap.json;
import static io.clevertap.faults.WireMockCleverTap.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Profile;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.NotFoundException;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.ServerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that reject an entire request, and are not retried. */
@ExtendWith(Leaks.class)
class ErrorStatusTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();

  private final Profile ann = Profile.ofIdentity("zq-ann");

  private CleverTap cleverTap;

  @BeforeEach
  void open() {
    cleverTap = SERVER.client().build();
  }

  @AfterEach
  void close() {
    cleverTap.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 409, 413, 422})
  void upload_400AndItsKind_isAnInvalidRequestAndNotRetried(int status) {
    String body = "{\"status\":\"fail\",\"error\":\"zq-parameter\",\"code\":400}";
    SERVER.answers(status(status, body), json(SUCCESS));

    InvalidRequestException e = failure(InvalidRequestException.class, () -> cleverTap.upload(ann));

    assertThat(e.status()).isEqualTo(status);
    assertThat(e.bodyStart()).isEqualTo(body);
    assertThat(e.outcomeUnknown()).isFalse();
    assertThat(SERVER.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"status\" : \"fail\" , \"error\" : \"Account ID is not valid\" , \"code\" : 401}",
        "{\"status\":\"fail\",\"error\":\"Invalid Credentials\",\"code\":401}",
        "<html>zq-401 Unauthorized</html>",
        ""
      })
  void upload_401InAnyWording_namesEndpointAndAccountAndIsNotRetried(String body) {
    SERVER.answers(status(401, body), json(SUCCESS));
    assertAuthenticationFails(401, body);
  }

  @Test
  void upload_403_namesEndpointAndAccountAndIsNotRetried() {
    String body = "{\"status\":\"fail\",\"error\":\"Operation not allowed\",\"code\":403}";
    SERVER.answers(status(403, body), json(SUCCESS));
    assertAuthenticationFails(403, body);
  }

  @Test
  void profile_401WithChallenge_isNotAnswered() {
    SERVER.answers(aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=zq"));
    failure(AuthenticationException.class, () -> cleverTap.profileByEmail("zq-ann@example.com"));
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void upload_404_isNotFound() {
    SERVER.answers(status(404, "{\"status\":\"fail\",\"error\":\"zq-path\",\"code\":404}"));
    assertThat(failure(NotFoundException.class, () -> cleverTap.upload(ann)).outcomeUnknown())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 505, 520})
  void upload_5xxThatDoesNotPass_isAServerExceptionAndNotRetried(int status) {
    SERVER.answers(status(status, "zq-error"), json(SUCCESS));

    ServerException e = failure(ServerException.class, () -> cleverTap.upload(ann));

    assertThat(e.status()).isEqualTo(status);
    assertThat(e.outcomeUnknown()).isTrue();
    assertThat(SERVER.requests()).hasSize(1);
  }

  private void assertAuthenticationFails(int status, String body) {
    AuthenticationException e = failure(AuthenticationException.class, () -> cleverTap.upload(ann));

    assertThat(e.status()).isEqualTo(status);
    assertThat(e).hasMessageContainingAll(ACCOUNT_ID, SERVER.baseUrl(), "region");
    assertThat(e.bodyStart()).isEqualTo(body);
    assertThat(((ResponseException) e).outcomeUnknown()).isFalse();
    assertThat(SERVER.requests()).hasSize(1);
  }
}
