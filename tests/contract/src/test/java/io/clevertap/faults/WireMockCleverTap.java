package io.clevertap.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server that replaces CleverTap and sends the responses of a test; it also creates clients. */
final class WireMockCleverTap implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  static final String ACCOUNT_ID = "TEST-FAULTS";
  static final String PASSCODE = Leaks.MARK + "passcode";

  /** A response without a count, which fits any number of records. */
  static final String SUCCESS = "{\"status\": \"success\", \"unprocessed\": []}";

  private final WireMockServer server =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort().containerThreads(40));

  /** Returns a builder of a client of the server at this address. */
  static CleverTapBuilder clientOf(String baseUrl) {
    return CleverTap.builder().baseUrl(baseUrl).credentials(ACCOUNT_ID, PASSCODE);
  }

  CleverTapBuilder client() {
    return clientOf(baseUrl());
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Responds to the first request with the first of these, and so on; the last one is repeated. */
  void answers(ResponseDefinitionBuilder... answers) {
    for (int i = 0; i < answers.length; i++) {
      server.stubFor(
          any(anyUrl())
              .inScenario("answers")
              .whenScenarioStateIs(i == 0 ? STARTED : "answer " + i)
              .willSetStateTo("answer " + Math.min(i + 1, answers.length - 1))
              .willReturn(answers[i]));
    }
    if (answers.length == 1) {
      server.resetMappings();
      server.stubFor(any(anyUrl()).willReturn(answers[0]));
    }
  }

  /** Responds with these bodies, each with status 200. */
  void answersJson(String... bodies) {
    answers(
        Stream.of(bodies).map(WireMockCleverTap::json).toArray(ResponseDefinitionBuilder[]::new));
  }

  static ResponseDefinitionBuilder json(String body) {
    return status(200, body);
  }

  static ResponseDefinitionBuilder status(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json;charset=utf-8")
        .withBody(body);
  }

  /** Returns an error in the form of CleverTap's. */
  static ResponseDefinitionBuilder failing(int status) {
    return status(status, "{\"status\":\"fail\",\"error\":\"zq-error\",\"code\":" + status + "}");
  }

  static ResponseDefinitionBuilder tooMany(String retryAfter) {
    return status(429, "").withHeader("Retry-After", retryAfter);
  }

  /** Returns the received requests, in order. */
  List<LoggedRequest> requests() {
    return server.findAll(
        com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor(anyUrl()));
  }

  List<String> bodies() {
    return requests().stream().map(LoggedRequest::getBodyAsString).toList();
  }

  WireMockServer server() {
    return server;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.resetAll();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server.stop();
  }
}
