package io.clevertap.internal.api;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import feign.Feign;
import feign.RequestLine;
import feign.Response;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.http.ExceptionFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operation that returns nothing; the spec has none yet. */
class ResponseChecksTest {

  interface Nothing {
    @RequestLine("GET /1/nothing")
    void getProfile();
  }

  interface Text {
    @RequestLine("GET /1/text")
    String getProfile();
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
        .satisfies(e -> org.assertj.core.api.Assertions.assertThat(e.code()).hasValue(400));
  }

  @Test
  void intercept_emptyResponseOfAnOperationThatReturnsSomething_isUnexpected() {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> api(Text.class, 204, "").getProfile());
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
        .decoder((response, returned) -> null)
        .responseInterceptor(new ResponseChecks(new ExceptionFactory("region test", "TEST-1")))
        .target(type, "http://127.0.0.1");
  }
}
