package io.clevertap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.contract.prism.PrismExtension;
import io.clevertap.contract.prism.PrismServer;
import io.clevertap.contract.prism.RawClient;
import io.clevertap.contract.spec.Answer;
import io.clevertap.contract.spec.Operation;
import io.clevertap.contract.spec.Request;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mock server accepts every example of the API description, sends every response, and rejects
 * requests without credentials.
 */
@ExtendWith(PrismExtension.class)
class PrismTest {

  private RawClient client;

  @BeforeEach
  void connect(PrismServer prism) {
    client = new RawClient(prism);
  }

  @ParameterizedTest
  @MethodSource("io.clevertap.contract.SpecExamples#requests")
  void request_ofEachExample_isAccepted(Request request) {
    HttpResponse<String> response = client.send(request);

    assertThat(response.statusCode()).isEqualTo(200);
    assertNoViolations(response);
  }

  @ParameterizedTest
  @MethodSource("io.clevertap.contract.SpecExamples#answers")
  void response_ofEachExample_canBeChosen(Answer answer) throws IOException {
    Request request = answer.operation().requests().get(0);
    Map<String, String> headers = RawClient.credentials(answer.operation());
    headers.put("Prefer", answer.preference());

    HttpResponse<String> response = client.send(request, headers);

    assertThat(response.statusCode()).isEqualTo(answer.status());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(new ObjectMapper().readTree(response.body())).isEqualTo(answer.value());
    assertNoViolations(response);
  }

  @ParameterizedTest(name = "{0} without {1}")
  @MethodSource("credentials")
  void credential_missing_isUnauthorized(Operation operation, String header) {
    Map<String, String> headers = RawClient.credentials(operation);
    headers.remove(header);

    assertThat(client.send(operation.requests().get(0), headers).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest(name = "{0} with an empty {1}")
  @MethodSource("credentials")
  void credential_empty_isUnauthorized(Operation operation, String header) {
    Map<String, String> headers = RawClient.credentials(operation);
    headers.put(header, "");

    assertThat(client.send(operation.requests().get(0), headers).statusCode()).isEqualTo(401);
  }

  static Stream<Arguments> credentials() {
    return SpecExamples.operations()
        .flatMap(
            operation ->
                RawClient.credentials(operation).keySet().stream()
                    .map(header -> Arguments.of(operation, header)));
  }

  @Test
  @Timeout(1)
  void body_notJson_isRejectedAtOnce() {
    Request upload = uploads().findFirst().orElseThrow();

    HttpResponse<String> response =
        client.send(upload, RawClient.credentials(upload.operation()), "{\"d\":[");

    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void body_ofAnotherMediaType_isRejected() {
    Request upload = uploads().findFirst().orElseThrow();
    Map<String, String> headers = RawClient.credentials(upload.operation());
    headers.put("Content-Type", "text/plain");

    assertThat(client.send(upload, headers).headers().firstValue(PrismServer.VIOLATIONS))
        .hasValueSatisfying(
            violations -> assertThat(violations).contains("Supported content types"));
  }

  private static Stream<Request> uploads() {
    return SpecExamples.requests().filter(request -> request.content().has("body"));
  }

  private static void assertNoViolations(HttpResponse<String> response) {
    assertThat(response.headers().map()).doesNotContainKey(PrismServer.VIOLATIONS);
  }
}
