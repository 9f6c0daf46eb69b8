package io.clevertap.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import feign.Feign;
import feign.Response;
import io.clevertap.client.api.UploadApi;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.http.ExceptionFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadResponseChecksTest {

  @Test
  void intercept_successWithoutAList_hasAnEmptyOne() {
    assertThat(upload("{\"status\": \"success\"}").getUnprocessed()).isEmpty();
    assertThat(upload("{\"status\": \"success\", \"unprocessed\": null}").getUnprocessed())
        .isEmpty();
  }

  @Test
  void intercept_rejectedRecord_isLeftAsItIs() {
    UploadResponse response =
        upload("{\"status\": \"partial\", \"unprocessed\": [{\"error\": \"Invalid\"}]}");

    assertThat(response.getUnprocessed()).extracting("error").containsExactly("Invalid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"unprocessed\": []} | the status is none of success, partial and fail",
        "{\"status\": \"success\", \"unprocessed\": [null]} | a rejected record is null",
        "{\"status\": \"partial\", \"unprocessed\": []} | the status is partial, but",
        "{\"status\": \"fail\"} | the status is fail, but it lists no rejected record"
      })
  void intercept_responseThatContradictsItself_isUnexpected(String body, String problem) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> upload(body))
        .withMessageContaining(problem);
  }

  private static UploadResponse upload(String body) {
    return Feign.builder()
        .client(
            (request, options) ->
                Response.builder()
                    .request(request)
                    .status(200)
                    .headers(Map.of())
                    .body(body, StandardCharsets.UTF_8)
                    .build())
        .encoder((object, type, template) -> {})
        .decoder((response, type) -> Batches.response(body))
        .responseInterceptor(
            new UploadResponseChecks(new ExceptionFactory("region test", "TEST-1")))
        .target(UploadApi.class, "http://127.0.0.1")
        .upload(new UploadRequest(), null);
  }
}
