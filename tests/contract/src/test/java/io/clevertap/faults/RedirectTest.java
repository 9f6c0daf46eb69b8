package io.clevertap.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.WireMockCleverTap.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Profile;
import io.clevertap.exception.UnexpectedResponseException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK does not follow a redirect, so the passcode reaches no other host. */
@ExtendWith(Leaks.class)
class RedirectTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();
  @RegisterExtension static final WireMockCleverTap ELSEWHERE = new WireMockCleverTap();

  private final Profile ann = Profile.ofIdentity("zq-ann");

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void upload_redirectToAnotherHost_isAnErrorThatNamesItAndGoesNowhere(int status) {
    redirect(status, "http://localhost:" + ELSEWHERE.server().port() + "/1/upload?zq-x=1");
    try (CleverTap cleverTap = SERVER.client().build()) {
      assertRedirectRefused(cleverTap, status, "host localhost");
    }
  }

  @Test
  void upload_redirectWithOtherConnectTimeout_goesNowhere() {
    redirect(307, ELSEWHERE.baseUrl() + "/1/upload");
    try (CleverTap cleverTap = SERVER.client().connectTimeout(Duration.ofMillis(1234)).build()) {
      assertRedirectRefused(cleverTap, 307, "host 127.0.0.1");
    }
  }

  @Test
  void upload_redirectWithAnHttpClientThatWouldFollow_goesNowhere() {
    redirect(307, ELSEWHERE.baseUrl() + "/1/upload");
    try (CleverTap cleverTap =
        SERVER
            .client()
            .httpClient(
                client ->
                    client
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .connectTimeout(Duration.ofMinutes(1)))
            .build()) {
      assertRedirectRefused(cleverTap, 307, "host 127.0.0.1");
    }
  }

  @Test
  void upload_redirectToTheSameHost_isAnErrorToo() {
    redirect(302, "/elsewhere");
    try (CleverTap cleverTap = SERVER.client().build()) {
      assertRedirectRefused(cleverTap, 302, "the same host");
    }
  }

  @Test
  void upload_redirectToNoAddress_isAnErrorToo() {
    redirect(302, "http://zq bad host/");
    try (CleverTap cleverTap = SERVER.client().build()) {
      assertRedirectRefused(cleverTap, 302, "an invalid address");
    }
  }

  @Test
  void profile_redirect_isAnErrorAndNotEmpty() {
    redirect(302, ELSEWHERE.baseUrl() + "/login");
    try (CleverTap cleverTap = SERVER.client().build()) {
      failure(UnexpectedResponseException.class, () -> cleverTap.profileByIdentity("zq-ann"));
      assertThat(ELSEWHERE.requests()).isEmpty();
    }
  }

  private static void redirect(int status, String location) {
    SERVER.answers(aResponse().withStatus(status).withHeader("Location", location));
    ELSEWHERE.answersJson(SUCCESS);
  }

  private void assertRedirectRefused(CleverTap cleverTap, int status, String place) {
    UnexpectedResponseException e =
        failure(UnexpectedResponseException.class, () -> cleverTap.upload(ann));

    assertThat(e.status()).isEqualTo(status);
    assertThat(e).hasMessageContaining("a redirect to " + place);
    assertThat(e.outcomeUnknown()).isFalse();
    assertThat(SERVER.requests())
        .singleElement()
        .satisfies(request -> assertThat(request.getMethod().getName()).isEqualTo("POST"));
    assertThat(ELSEWHERE.requests()).isEmpty();
  }
}
