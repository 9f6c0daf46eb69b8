package io.clevertap.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feign.Feign;
import feign.RequestLine;
import feign.Response;
import io.clevertap.client.api.CampaignsApi;
import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.api.UploadApi;
import io.clevertap.client.model.CampaignIdRequest;
import io.clevertap.client.model.CountResponse;
import io.clevertap.client.model.DeleteProfilesRequest;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.NotReadyException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.http.ExceptionFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseChecksTest {

  /** An operation that returns nothing; the spec has none yet. */
  interface Nothing {
    @RequestLine("GET /1/nothing")
    void getProfile();
  }

  interface Text {
    @RequestLine("GET /1/text")
    String getProfile();
  }

  interface Names {
    @RequestLine("GET /1/names")
    List<String> getProfile();
  }

  @Test
  void intercept_responseWithoutABodyOfAnOperationThatReturnsNothing_isASuccess() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              api(Nothing.class, 204, "").getProfile();
              api(Nothing.class, 200, "").getProfile();
              api(Nothing.class, 200, "{\"status\": \"success\"}").getProfile();
            });
  }

  @Test
  void intercept_failureOfAnOperationThatReturnsNothing_isAnException() {
    String failure = "{\"status\": \"fail\", \"error\": \"Bad Req\", \"code\": 400}";
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> api(Nothing.class, 200, failure).getProfile())
        .satisfies(e -> assertThat(e.code()).hasValue(400));
  }

  @Test
  void intercept_emptyResponseOfAnOperationThatReturnsSomething_isUnexpected() {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> api(Text.class, 204, "").getProfile());
  }

  @Test
  void intercept_202OfARead_isNotReadyWhateverItsBody() {
    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(() -> api(ProfilesApi.class, 202, "{}").getProfilePage("1"))
        .withMessageContaining("GET /1/profiles.json")
        .withMessageContaining("HTTP 202");
  }

  @Test
  void intercept_202OfAChange_isReadLikeA200() {
    assertThat(upload(202, "{\"status\": \"success\", \"processed\": 1}").getProcessed())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<html>; the body is not the documented JSON",
        "{\"count\": []}; the body is not the documented JSON",
        "{\"status\": \"suc; the body is JSON that is cut off",
      })
  void intercept_bodyThatCannotBeRead_isUnexpectedAndNotRepeated(String body, String problem) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> count(body))
        .withMessageContaining(problem)
        .withNoCause();
  }

  @Test
  void intercept_failureThatTheReturnTypeCannotHold_isTheFailure() {
    String failure = "{\"status\": \"fail\", \"code\": 401, \"count\": []}";

    assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> count(failure));
    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(() -> api(Names.class, 200, failure).getProfile());
  }

  @Test
  void intercept_failureOfAnUploadThatCannotBeRead_isUnexpected() {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> upload(200, "{\"status\": \"fail\", \"code\": 401, \"processed\": []}"));
  }

  @Test
  void intercept_failureOfAnUpload_isAResponseThatReportsEachRecord() {
    assertThat(upload(200, "{\"status\": \"fail\", \"code\": 401}").getStatus())
        .isEqualTo(UploadStatus.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidRequestException",
    "401, AuthenticationException",
    "429, TooManyRequestsException",
    "503, ServerException",
    "504, InvalidRequestException", // no status of the API
    "4002, InvalidRequestException",
    "2, NotReadyException",
  })
  void intercept_failureWithACode_isTheExceptionOfThatStatus(int code, String exception) {
    assertThatThrownBy(() -> count("{\"status\": \"Fail\", \"code\": " + code + "}"))
        .extracting(e -> e.getClass().getSimpleName())
        .isEqualTo(exception);
  }

  @Test
  void intercept_codeOfAnUnfinishedResultForAChange_isAnInvalidRequest() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () ->
                api(ProfilesApi.class, 200, "{\"status\": \"fail\", \"code\": 2}")
                    .deleteProfiles(new DeleteProfilesRequest().addIdentityItem("42")));
  }

  @ParameterizedTest
  @CsvSource({
    "Profile Not Found, NotFoundException",
    "it does not exist, NotFoundException",
    "no such user, NotFoundException",
    "Bad request, InvalidRequestException",
  })
  void intercept_failureWithoutACode_isTheExceptionOfItsReason(String reason, String exception) {
    assertThatThrownBy(() -> count("{\"status\": \"fail\", \"error\": \"" + reason + "\"}"))
        .extracting(e -> e.getClass().getSimpleName())
        .isEqualTo(exception);
  }

  @Test
  void intercept_failureWithoutCodeAndReason_isAnInvalidRequest() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> count("{\"status\": \"fail\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "success"})
  void intercept_reasonThatMeansNotReady_isNotReady(String status) {
    String body =
        "{\"status\": \"" + status + "\", \"error\": \"the campaign hasn't been completed\"}";

    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(
            () ->
                api(CampaignsApi.class, 200, body)
                    .getCampaignReport(new CampaignIdRequest().id(7L)));
  }

  @Test
  void intercept_success_isTheResult() {
    assertThat(count("{\"status\": \"Success\", \"count\": 7}").getCount()).isEqualTo(7);
  }

  @Test
  void intercept_otherStatusWithAResult_isTheResult() {
    assertThat(count("{\"status\": \"partial\", \"req_id\": 7}").getReqId()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"status\": \"partial\"}",
        "{\"status\": \"partial\", \"req_id\": 7, \"error\": \"x\"}",
        "{\"status\": \"partial\", \"req_id\": 7, \"code\": 1}",
      })
  void intercept_otherStatusWithoutAResultOrWithAnError_isUnexpected(String body) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> count(body))
        .withMessageContaining("it reports neither a success nor a failure");
  }

  private static CountResponse count(String body) {
    return api(ProfilesApi.class, 200, body).getProfileCount("7");
  }

  private static UploadResponse upload(int status, String body) {
    return api(UploadApi.class, status, body).upload(new UploadRequest(), null);
  }

  private static <T> T api(Class<T> type, int status, String body) {
    return Feign.builder()
        .client(
            (request, options) ->
                Response.builder()
                    .request(request)
                    .status(status)
                    .headers(Map.of())
                    .body(body, StandardCharsets.UTF_8)
                    .build())
        .encoder(new JsonEncoder())
        .decoder(new JsonDecoder())
        .responseInterceptor(new ResponseChecks(new ExceptionFactory("region test", "TEST-1")))
        .target(type, "http://127.0.0.1");
  }
}
