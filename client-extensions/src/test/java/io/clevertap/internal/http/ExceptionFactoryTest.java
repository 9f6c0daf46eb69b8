package io.clevertap.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import feign.Contract;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import io.clevertap.client.api.CampaignsApi;
import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.api.UploadApi;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.NotFoundException;
import io.clevertap.exception.NotReadyException;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExceptionFactoryTest {

  private static final String REASON = "{\"status\": \"fail\", \"error\": \"no\", \"code\": 7}";
  private static final String APPLIED = "; the request may have been applied";

  private static final Request UPLOAD = request(UploadApi.class, "upload");
  private static final Request READ = request(ProfilesApi.class, "getProfile");

  private final ExceptionFactory exceptions = new ExceptionFactory("region test", "TEST-1");

  static Stream<Arguments> statuses() {
    return Stream.of(
        Arguments.of(400, InvalidRequestException.class, "CleverTap rejected the request"),
        Arguments.of(401, AuthenticationException.class, "not accepted by region test: check"),
        Arguments.of(403, AuthenticationException.class, "account TEST-1 was not accepted"),
        Arguments.of(404, NotFoundException.class, "failed with HTTP 404"),
        Arguments.of(429, TooManyRequestsException.class, "account TEST-1 has too many requests"),
        Arguments.of(499, InvalidRequestException.class, "CleverTap rejected the request"),
        Arguments.of(500, ServerException.class, "failed with HTTP 500"),
        Arguments.of(300, UnexpectedResponseException.class, "a redirect to the same host"),
        Arguments.of(399, UnexpectedResponseException.class, "a redirect to the same host"),
        Arguments.of(299, InvalidRequestException.class, "CleverTap rejected the request"));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void errorStatus_each_isTheExceptionOfThatStatus(
      int status, Class<? extends ResponseException> type, String message) {
    CleverTapException failure =
        exceptions.errorStatus(response(UPLOAD, status, REASON), false, null);

    assertThat(failure)
        .isExactlyInstanceOf(type)
        .hasMessageStartingWith("POST /1/upload at region test failed with HTTP " + status)
        .hasMessageContaining(message)
        .hasMessageNotContaining(APPLIED);
    assertThat(failure.outcomeUnknown()).isFalse();
    assertThat(((ResponseException) failure).status()).isEqualTo(status);
    assertThat(((ResponseException) failure).reason()).hasValue("no");
  }

  @Test
  void errorStatus_404ThatIsNotCleverTaps_isUnexpected() {
    assertThat(exceptions.errorStatus(response(READ, 404, "<html>"), false, null))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("not CleverTap's JSON: check the base URL");
  }

  @Test
  void errorStatus_retryAfter_isKept() {
    Duration wait = Duration.ofSeconds(7);

    assertThat(retryAfter(429, wait)).isEqualTo(wait);
    assertThat(retryAfter(503, wait)).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500, 302})
  void errorStatus_anEarlierAttemptMayHaveBeenApplied_theOutcomeIsUnknown(int status) {
    assertThat(exceptions.errorStatus(response(UPLOAD, status, REASON), true, null))
        .satisfies(e -> assertThat(e.outcomeUnknown()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "https://other.example/a?b=c, host other.example",
    "/elsewhere, the same host",
    "not an address, an invalid address",
  })
  void errorStatus_redirect_namesOnlyTheHost(String location, String target) {
    Map<String, Collection<String>> headers = Map.of("Location", List.of(location));
    Response redirect = response(READ, 302, "").toBuilder().headers(headers).build();

    assertThat(exceptions.errorStatus(redirect, false, null))
        .hasMessageContaining("a redirect to " + target + ";");
  }

  @Test
  void errorStatus_reportThatIsNotReady_isNotReady() {
    Request report = request(CampaignsApi.class, "getCampaignReport");

    assertThat(exceptions.errorStatus(response(report, 409, "{}"), false, null))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining("returned HTTP 409")
        .hasMessageContaining("ask again later");
    assertThat(
            exceptions.errorStatus(
                response(report, 400, "{\"error\": \"no result as of yet\"}"), false, null))
        .isInstanceOf(NotReadyException.class);
  }

  @ParameterizedTest
  @CsvSource({"upload, 500, true", "upload, 499, false", "getProfile, 500, false"})
  void failure_ofA200_isUnknownIfTheCodeIsAServersAndTheRequestAChange(
      String operation, int kind, boolean unknown) {
    Request request = operation.equals("upload") ? UPLOAD : READ;

    CleverTapException failure = exceptions.failure(response(request, 200, REASON), kind);

    assertThat(failure)
        .hasMessageContaining("failed with HTTP 200 and a body that reports a failure");
    assertThat(failure.outcomeUnknown()).isEqualTo(unknown);
  }

  @Test
  void failure_afterAnAttemptWhoseOutcomeIsUnknown_isUnknown() {
    Response response = RequestMarks.outcomeUnknown(response(UPLOAD, 200, REASON));

    assertThat(exceptions.failure(response, 400).outcomeUnknown()).isTrue();
  }

  @Test
  void failure_kind404OfA200_isNotFound() {
    assertThat(exceptions.failure(response(READ, 200, "{}"), 404))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void unexpected_responseToAChange_isUnknown() {
    UnexpectedResponseException failure =
        exceptions.unexpected(response(UPLOAD, 200, "<html>"), "the body is HTML");

    assertThat(failure)
        .hasMessage(
            "POST /1/upload at region test returned HTTP 200, but the body is HTML" + APPLIED);
    assertThat(failure.outcomeUnknown()).isTrue();
    assertThat(failure.bodyStart()).isEqualTo("<html>");
  }

  @Test
  void unexpected_responseToARead_isNotUnknown() {
    assertThat(exceptions.unexpected(response(READ, 200, ""), "the body is empty"))
        .hasMessageEndingWith("but the body is empty")
        .satisfies(e -> assertThat(e.outcomeUnknown()).isFalse());
  }

  static Stream<Arguments> causes() {
    IOException unresolved = new IOException("secret", new UnresolvedAddressException());
    return Stream.of(
        Arguments.of(new UnknownHostException("secret"), "unknown host"),
        Arguments.of(unresolved, "unknown host"),
        Arguments.of(new HttpConnectTimeoutException("secret"), "connectTimeout allows longer"),
        Arguments.of(new HttpTimeoutException("secret"), "attemptTimeout allows longer"),
        Arguments.of(new SSLException("secret"), "TLS failed"),
        Arguments.of(new ConnectException(), "connection refused"),
        Arguments.of(new ConnectException("no route"), "no route"),
        Arguments.of(new IOException("Tunnel failed, got: 403"), "Tunnel failed, got: 403"),
        Arguments.of(new IOException("secret"), "the connection broke"),
        Arguments.of(new IOException(), "the connection broke"));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void noResponse_eachCause_isNamedInOurWords(IOException cause, String reason) {
    TransportException failure = exceptions.noResponse(READ, 1, cause, false);

    assertThat(failure)
        .hasMessageStartingWith("GET /1/profile.json at region test got no response in 1 attempt (")
        .hasMessageContaining(cause.getClass().getSimpleName() + ": ")
        .hasMessageEndingWith(reason + ")")
        .hasMessageNotContaining("secret")
        .hasCause(cause);
    assertThat(failure.outcomeUnknown()).isFalse();
  }

  @Test
  void noResponse_toAChangeThatCanBeLookedUp_namesTheLookup() {
    Request campaign = request(CampaignsApi.class, "createCampaign");

    TransportException failure = exceptions.noResponse(campaign, 2, new IOException(), true);

    assertThat(failure)
        .hasMessageContaining("in 2 attempts")
        .hasMessageEndingWith(APPLIED + ": look with listCampaigns before you send it again");
    assertThat(failure.outcomeUnknown()).isTrue();
  }

  @Test
  void interrupted_request_saysSo() {
    InterruptedException cause = new InterruptedException();

    assertThat(exceptions.interrupted(UPLOAD, cause, true))
        .hasMessage("POST /1/upload at region test was interrupted" + APPLIED)
        .hasCause(cause)
        .satisfies(e -> assertThat(e.outcomeUnknown()).isTrue());
  }

  @Test
  void notSent_request_saysWhy() {
    assertThat(exceptions.noPermit(UPLOAD))
        .hasMessageContaining("POST /1/upload at region test timed out waiting for a free slot")
        .hasMessageEndingWith("; nothing was sent");
    assertThat(exceptions.closed(UPLOAD))
        .hasMessage("POST /1/upload at region test: this client is closed; nothing was sent");
  }

  @Test
  void contains_typeOfACause_isFound() {
    IOException failure = new IOException(new IllegalStateException(new SSLException("x")));

    assertThat(ExceptionFactory.contains(failure, SSLException.class)).isTrue();
    assertThat(ExceptionFactory.contains(failure, ConnectException.class)).isFalse();
  }

  @Test
  void body_none_isEmpty() {
    Response response = Response.builder().request(READ).status(200).body((byte[]) null).build();

    assertThat(ExceptionFactory.body(response)).isEmpty();
  }

  private Duration retryAfter(int status, Duration wait) {
    Response response = response(UPLOAD, status, REASON);
    return ((ResponseException) exceptions.errorStatus(response, false, wait))
        .retryAfter()
        .orElseThrow();
  }

  private static Response response(Request request, int status, String body) {
    return Response.builder().request(request).status(status).body(body, UTF_8).build();
  }

  /** Returns a request of an operation, with a query that no message may repeat. */
  private static Request request(Class<?> api, String operation) {
    RequestTemplate template =
        new Contract.Default()
            .parseAndValidateMetadata(api).stream()
                .filter(method -> method.method().getName().equals(operation))
                .findFirst()
                .orElseThrow()
                .template();
    return template.target("http://127.0.0.1").resolve(Map.of("email", "secret")).request();
  }
}
