package io.clevertap.contract.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.api.CredentialHeaders;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.contract.prism.RawClient;
import io.clevertap.contract.spec.Operation;
import io.clevertap.contract.spec.Request;
import io.clevertap.contract.spec.SchemaValidator;
import io.clevertap.contract.spec.Spec;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The test kit's server accepts the examples of the description, and the description contains each
 * of its responses.
 */
class KitAnswersTest {

  private static final Spec SPEC = Spec.load();
  private static final ObjectMapper JSON = new ObjectMapper();

  @CleverTapServer private FakeCleverTap server;

  static Stream<Request> requests() {
    return SPEC.operations().stream().flatMap(operation -> operation.requests().stream());
  }

  /** Requests that need no earlier response. */
  static Stream<Request> first() {
    return requests().filter(request -> !continues(request));
  }

  /** Requests with the cursor or the id of an earlier response, which the server never gave. */
  static Stream<Request> continued() {
    return requests().filter(KitAnswersTest::continues);
  }

  private static boolean continues(Request request) {
    JsonNode query = request.content().path("query");
    return query.has("cursor")
        || query.has("req_id")
        || request.content().path("body").has("id"); // of a campaign
  }

  /** One request of each operation. */
  static List<Request> oneOfEach() {
    return SPEC.operations().stream().map(operation -> operation.requests().get(0)).toList();
  }

  @ParameterizedTest
  @MethodSource("first")
  void response_toEachExample_isASuccessOfTheSpec(Request request) throws Exception {
    assertThat(send(request, 200).path("status").asText()).isEqualTo("success");
  }

  @ParameterizedTest
  @MethodSource("continued")
  void response_toAnUnknownCursorOrId_isAFailureOfTheSpec(Request request) throws Exception {
    HttpResponse<String> answer = client().send(request, credentials());

    assertThat(assertFits(request.operation(), answer).path("status").asText()).isEqualTo("fail");
  }

  @ParameterizedTest
  @MethodSource("first")
  void response_withEachFault_isAnErrorOfTheSpec(Request request) throws Exception {
    Map<Fault, Integer> answered =
        Map.of(
            Fault.BAD_REQUEST, 400,
            Fault.UNAUTHORIZED, 401,
            Fault.TOO_MANY_REQUESTS, 429,
            Fault.INTERNAL_SERVER_ERROR, 500,
            Fault.SERVICE_UNAVAILABLE, 503);
    for (Map.Entry<Fault, Integer> fault : answered.entrySet()) {
      server.failNext(fault.getKey());
      assertThat(send(request, fault.getValue()).path("code").asInt()).isEqualTo(fault.getValue());
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEach")
  void response_toOtherCredentials_isAnErrorOfTheSpec(Request request) throws Exception {
    send(request, Map.of(CredentialHeaders.ACCOUNT_ID, "OTHER"), 401);
    send(request, Map.of(), 401);
  }

  @ParameterizedTest
  @EnumSource
  void response_withRejectedRecords_isOfTheSpec(RecordErrorCode code) throws Exception {
    server.reject("1189549", code);

    assertRefusal(send(example("upload", "mixed"), 200), "fail", code, 0);
    assertRefusal(send(example("upload", "profile"), 200), "fail", code, 0);
    server.reset();
    server.reject("jack@gmail.com", code);
    assertRefusal(send(example("upload", "event"), 200), "partial", code, 1);
  }

  @Test
  void response_toABodyThatIsNotValid_isAnErrorOfTheSpec() throws Exception {
    Request upload = example("upload", "profile");
    HttpResponse<String> answer = client().send(upload, credentials(), "{\"d\": [");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertFits(upload.operation(), answer);
  }

  @Test
  void response_toAReadOfNobody_isTheOneOfTheSpec() throws Exception {
    assertThat(send(example("getProfile", "identity"), 200))
        .isEqualTo(SPEC.root().at("/components/examples/profileMissing/value"));
  }

  @Test
  void response_toAReadOfAUserWithEventsAndADevice_isOfTheSpec() throws Exception {
    send(example("upload", "event"), 200);
    send(example("upload", "token"), 200);

    assertThat(send(read("identity", "jack@gmail.com"), 200).at("/record/events/Charged/count"))
        .hasToString("1");
    assertThat(
            send(read("objectId", "-1a063854f83a4c6484285039ecff87cb"), 200)
                .at("/record/platformInfo/0/push_token")
                .asText())
        .isEqualTo("95f98af6ad9a5e71");
  }

  @Test
  void quickStart_uploadedAndRead_hasTheResponsesOfTheSpec() throws Exception {
    assertThat(send(example("upload", "quickStart"), 200))
        .isEqualTo(SPEC.root().at("/components/examples/uploadSuccess/value"));

    ObjectNode read = (ObjectNode) send(read("email", "george.montana@clevertap.com"), 200);
    ObjectNode expected = SPEC.root().at("/components/examples/quickStartProfile/value").deepCopy();
    assertThat(withoutDeviceId(read)).isEqualTo(withoutDeviceId(expected));
  }

  private static JsonNode withoutDeviceId(ObjectNode answer) {
    ((ObjectNode) answer.at("/record/platformInfo/0")).remove("objectId");
    return answer;
  }

  private static void assertRefusal(
      JsonNode answer, String status, RecordErrorCode code, int processed) {
    assertThat(answer.path("status").asText()).isEqualTo(status);
    assertThat(answer.path("processed").asInt()).isEqualTo(processed);
    assertThat(answer.path("unprocessed"))
        .isNotEmpty()
        .allSatisfy(refused -> assertThat(refused.path("code").asInt()).isEqualTo(code.getValue()));
  }

  private static Request example(String operation, String name) {
    return requests()
        .filter(request -> request.operation().toString().equals(operation))
        .filter(request -> request.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Request read(String parameter, String value) {
    Request request = example("getProfile", parameter);
    ObjectNode content = request.content().deepCopy();
    content.withObject("/query").put(parameter, value);
    return new Request(request.operation(), parameter, content);
  }

  private JsonNode send(Request request, int status) throws Exception {
    return send(request, credentials(), status);
  }

  private JsonNode send(Request request, Map<String, String> headers, int status) throws Exception {
    HttpResponse<String> answer = client().send(request, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return assertFits(request.operation(), answer);
  }

  private static JsonNode assertFits(Operation operation, HttpResponse<String> answer)
      throws Exception {
    JsonNode body = JSON.readTree(answer.body());
    var schema = operation.answerSchema(answer.statusCode());
    assertThat(SPEC.at(schema).isMissingNode()).as("%s is not described", schema).isFalse();
    assertThat(SchemaValidator.of(SPEC, schema).violations(body)).as(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return body;
  }

  private RawClient client() {
    return new RawClient(URI.create(server.baseUrl()));
  }

  private Map<String, String> credentials() {
    return Map.of(
        CredentialHeaders.ACCOUNT_ID, server.accountId(),
        CredentialHeaders.PASSCODE, server.passcode());
  }
}
