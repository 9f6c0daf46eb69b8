package io.clevertap.contract.negative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.contract.prism.PrismServer;
import io.clevertap.contract.prism.RawClient;
import io.clevertap.contract.spec.Operation;
import io.clevertap.contract.spec.Request;
import io.clevertap.contract.spec.Spec;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mock on Prism says why it refuses a request, in the words of the record's own type. */
class MockTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static PrismServer mock;
  private static RawClient client;

  @BeforeAll
  static void start() {
    mock = PrismServer.startMock();
    client = new RawClient(mock);
  }

  @AfterAll
  static void stop() {
    mock.close();
  }

  @ParameterizedTest
  @MethodSource("io.clevertap.contract.SpecExamples#requests")
  void request_ofEachExample_isAccepted(Request request) {
    assertThat(client.send(request).statusCode()).isEqualTo(200);
  }

  /** Each constraint that Prism enforces, in a request that breaks no other if possible. */
  static Stream<BrokenRequest> broken() {
    Spec spec = Spec.load();
    SchemaWalk walk = new SchemaWalk(spec);
    Mutants mutants = new Mutants(spec, walk);
    BrokenRequest.Validators strict = new BrokenRequest.Validators(spec);
    List<String> unenforced = Exceptions.load().unenforced();
    return Constraints.of(spec, walk).stream()
        .flatMap(constraint -> BrokenRequest.of(constraint, mutants, strict).stream())
        .filter(request -> !Exceptions.matches(unenforced, request.toString()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void request_breakingAConstraint_isRefusedWithFewReasons(BrokenRequest broken)
      throws IOException {
    HttpResponse<String> response = client.send(broken.request());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(reasons(response)).as(response.body()).hasSizeBetween(1, 3).doesNotContain("");
  }

  @Test
  void records_ofEachType_haveTheReasonsOfTheirOwnType() throws IOException {
    String records =
        """
        {"d": [
          {"type": "profile", "identity": "1", "profileData": {"Email": "jack"}},
          {"type": "event", "identity": "1", "objectId": "2", "evtName": "App Launched", "evtData": {}},
          {"type": "token", "objectId": "2"},
          {"type": "profil"},
          {"type": "event", "identity": "1", "evtName": "Seen", "evtData": {"a": {"$incr": "x"}}, "foo": 1}
        ]}
        """;

    HttpResponse<String> response = send(records);

    assertThat(reasons(response))
        .containsExactlyInAnyOrder(
            "body.d.0.profileData.Email must be an email address",
            "body.d.1 is not: A record with exactly one identifier of its user",
            "body.d.1.evtName must not be: The events that CleverTap raises itself; they cannot be"
                + " uploaded (code 513)",
            "body.d.2 must have required property 'tokenData'",
            "body.d.3.type must be one of profile, event, token",
            "body.d.4 contains foo, which the spec does not have",
            "body.d.4.evtData.a is not: A string of up to 512 bytes, a number, a boolean, a date"
                + " (`$D_` followed by epoch seconds), a list, or a nested object");
    assertThat(JSON.readTree(response.body()).at("/reasons/0/code").asInt()).isEqualTo(515);
  }

  @Test
  void log_ofARequest_isOneLineOfJsonWithoutCredentials() throws Exception {
    send("{\"logged\": []}");

    JsonNode entry = JSON.readTree(mock.awaitLine("logged"));
    assertThat(entry.get("method").asText()).isEqualTo("POST");
    assertThat(entry.get("path").asText()).isEqualTo("/1/upload");
    assertThat(entry.get("status").asInt()).isEqualTo(400);
    assertThat(entry.get("body").toString()).isEqualTo("{\"logged\":[]}");
    assertThat(entry.at("/reasons/0/location").asText()).isEqualTo("body");
    assertThat(entry.fieldNames())
        .toIterable()
        .containsExactly("method", "path", "query", "body", "status", "reasons");
  }

  private static HttpResponse<String> send(String body) {
    Operation upload =
        Spec.load().operations().stream()
            .filter(operation -> operation.path().equals("/1/upload"))
            .findFirst()
            .orElseThrow();
    Map<String, String> headers = RawClient.credentials(upload);
    return client.send(upload.requests().get(0), headers, body);
  }

  private static List<String> reasons(HttpResponse<String> response) throws IOException {
    JsonNode reasons = JSON.readTree(response.body()).path("reasons");
    return StreamSupport.stream(reasons.spliterator(), false)
        .map(entry -> entry.get("location").asText() + " " + entry.get("reason").asText())
        .toList();
  }
}
