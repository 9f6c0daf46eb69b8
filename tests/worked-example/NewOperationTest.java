package io.clevertap.faults;

import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.WireMockCleverTap.failing;
import static io.clevertap.faults.WireMockCleverTap.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.clevertap.CleverTap;
import io.clevertap.client.api.BadgesApi;
import io.clevertap.client.api.EchoesApi;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.Operation.Effect;
import io.clevertap.client.model.AwardRequest;
import io.clevertap.client.model.AwardResponse;
import io.clevertap.client.model.EchoMode;
import io.clevertap.client.model.EchoRange;
import io.clevertap.client.model.FindEchoRequest;
import io.clevertap.client.model.SendEchoRequest;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.ServerException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An operation that the spec alone describes behaves like every other operation. */
@ExtendWith(Leaks.class)
@Timeout(60)
class NewOperationTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();

  private static final String SUCCESS =
      "{\"status\":\"success\",\"awarded\":2,\"echo\":\"zq-echo\",\"count\":2}";
  private static final String FAIL = "{\"status\":\"fail\",\"error\":\"Bad Req\",\"code\":400}";
  private static final int ATTEMPTS = 3;

  /** A call of one operation for each effect, which returns a property of the response. */
  private enum Call {
    READ(c -> c.api(EchoesApi.class).findEcho(new FindEchoRequest().text("zq-text")).getEcho()),
    IDEMPOTENT(c -> c.api(BadgesApi.class).awardBadge(award("early", "zq-ann")).getAwarded()),
    ONCE(c -> c.api(EchoesApi.class).sendEcho(new SendEchoRequest().text("zq-text")).getCount());

    private final Function<CleverTap, Object> function;

    Call(Function<CleverTap, Object> function) {
      this.function = function;
    }

    Object of(CleverTap cleverTap) {
      return function.apply(cleverTap);
    }

    Object property() {
      return this == READ ? "zq-echo" : (Object) 2;
    }
  }

  private CleverTap cleverTap;

  @BeforeEach
  void open() {
    cleverTap = SERVER.client().maxAttempts(ATTEMPTS).build();
  }

  @AfterEach
  void close() {
    cleverTap.close();
  }

  @Test
  void operation_ofTheSpec_hasItsFacts() {
    Operation award = Operation.of("awardBadge");

    assertThat(award).isSameAs(Operation.AWARD_BADGE);
    assertThat(award.operationId()).isEqualTo("awardBadge");
    assertThat(award.method()).isEqualTo("POST");
    assertThat(award.path()).isEqualTo("/1/badges/award.json");
    assertThat(award.effect()).isEqualTo(Effect.IDEMPOTENT);
    assertThat(award.concurrencyGroup()).isEqualTo("badges");
    assertThat(award.concurrencyLimit()).isEqualTo(3);
    assertThat(award.destroys()).isFalse();
    assertThat(award.observed()).isFalse();
    assertThat(award.page()).isNull();
    assertThat(award.poll()).isNull();
    assertThat(Operation.FIND_ECHO.effect()).isEqualTo(Effect.READ);
    assertThat(Operation.FIND_ECHO.observed()).isTrue();
    assertThat(Operation.FIND_ECHO.page())
        .isEqualTo(new Operation.Page("cursor", "next_cursor", "echoes"));
    assertThat(Operation.FIND_ECHO.poll()).isEqualTo("req_id");
    assertThat(Operation.SEND_ECHO.effect()).isEqualTo(Effect.ONCE);
    assertThat(Operation.SEND_ECHO.destroys()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void call_success_returnsTheModel(Call call) {
    SERVER.answersJson(SUCCESS);

    assertThat(call.of(cleverTap)).isEqualTo(call.property());
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void call_request_arrivesAsJson() {
    SERVER.answersJson(SUCCESS);
    Call.IDEMPOTENT.of(cleverTap);

    assertThat(SERVER.requests().get(0).getUrl()).isEqualTo("/1/badges/award.json");
    assertThat(SERVER.bodies()).containsExactly("{\"badge\":\"early\",\"identity\":[\"zq-ann\"]}");
  }

  @ParameterizedTest
  @EnumSource
  void call_200WithStatusFail_isAnInvalidRequestAndNotSentAgain(Call call) {
    SERVER.answers(json(FAIL), json(SUCCESS));

    InvalidRequestException e = failure(InvalidRequestException.class, () -> call.of(cleverTap));

    assertThat(e.code()).hasValue(400);
    assertThat(e.reason()).contains("Bad Req");
    assertThat(e.outcomeUnknown()).isFalse();
    assertThat(SERVER.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void call_200WithACodeOfAServerError_isUnknownUnlessItReads(Call call) {
    SERVER.answersJson(FAIL.replace("400", "500"));

    ServerException e = failure(ServerException.class, () -> call.of(cleverTap));

    assertThat(e.code()).hasValue(500);
    assertThat(e.outcomeUnknown()).isEqualTo(call != Call.READ);
  }

  @ParameterizedTest
  @EnumSource(names = {"READ", "IDEMPOTENT"})
  void call_503ThenSuccess_isSentAgainWithTheSameBody(Call call) {
    SERVER.answers(failing(503), json(SUCCESS));

    assertThat(call.of(cleverTap)).isEqualTo(call.property());
    assertThat(SERVER.bodies()).hasSize(2).containsOnly(SERVER.bodies().get(0));
  }

  @Test
  void once_503_isNotSentAgainAndOutcomeIsUnknown() {
    SERVER.answers(failing(503), json(SUCCESS));

    ServerException e = failure(ServerException.class, () -> Call.ONCE.of(cleverTap));

    assertThat(e.outcomeUnknown()).isTrue();
    assertThat(SERVER.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"READ", "IDEMPOTENT"})
  void call_503ToTheEnd_isUnknownUnlessItReads(Call call) {
    SERVER.answers(failing(503));

    ServerException e = failure(ServerException.class, () -> call.of(cleverTap));

    assertThat(e.outcomeUnknown()).isEqualTo(call == Call.IDEMPOTENT);
    assertThat(SERVER.requests()).hasSize(ATTEMPTS);
  }

  @ParameterizedTest
  @EnumSource
  void call_429ThenSuccess_isSentAgain(Call call) {
    SERVER.answers(failing(429), json(SUCCESS));

    assertThat(call.of(cleverTap)).isEqualTo(call.property());
    assertThat(SERVER.requests()).hasSize(2);
  }

  static Stream<Arguments> invalidRequests() {
    return Stream.of(
        Arguments.of(award(null, "zq-ann"), List.of("badge")),
        Arguments.of(award("zq-early", "zq-ann"), List.of("badge")),
        Arguments.of(award("a".repeat(21), "zq-ann"), List.of("badge", "21", "20")),
        Arguments.of(new AwardRequest().badge("early"), List.of("identity")),
        Arguments.of(award("early"), List.of("identity")),
        Arguments.of(award("early", "zq-ann", ""), List.of("identity")),
        Arguments.of(award("early", 101), List.of("identity", "101", "100")));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("invalidRequests")
  void call_requestThatBreaksALimit_isInvalidAndNotSent(
      AwardRequest request, List<String> message) {
    IllegalArgumentException e =
        failure(IllegalArgumentException.class, () -> award(cleverTap, request));

    assertThat(e).hasMessageContainingAll(message.toArray(String[]::new));
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void call_parametersOfEveryKind_arriveWhereTheyBelong() {
    SERVER.answersJson(SUCCESS);

    cleverTap
        .api(EchoesApi.class)
        .getEcho("zq a/b%20", List.of("high", "l&w"), "2026-01-01T00:00:00Z");

    LoggedRequest request = SERVER.requests().get(0);
    assertThat(request.getUrl())
        .isEqualTo("/1/echoes/zq%20a%2Fb%2520.json?in_tone=high&in_tone=l%26w");
    assertThat(request.getHeader("X-Echo-Since")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(request.getBody()).isEmpty();
  }

  @Test
  void call_headerThatCannotBeSent_isInvalidAndNotSent() {
    IllegalArgumentException e =
        failure(
            IllegalArgumentException.class,
            () -> cleverTap.api(EchoesApi.class).getEcho("zq", null, "2026\r\nX-Zq: 1"));

    assertThat(e).hasMessageContaining("X-Echo-Since");
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void call_lostAttemptAndThenAFailure_staysUnknown() {
    SERVER.answers(failing(503), json(FAIL));

    InvalidRequestException e =
        failure(InvalidRequestException.class, () -> Call.IDEMPOTENT.of(cleverTap));

    assertThat(e.outcomeUnknown()).isTrue();
  }

  static Stream<Arguments> invalidEchoes() {
    return Stream.of(
        Arguments.of(echo().text(""), "text is empty"),
        Arguments.of(
            echo().delay(new BigDecimal("0.4")), "delay is below the minimum of 0.5 (seconds)"),
        Arguments.of(
            echo().places(Collections.nCopies(3, List.of("a"))),
            "places has 3 items; the limit is 2"),
        Arguments.of(
            echo().places(List.of(List.of("a"), List.of())),
            "places[1] has 0 items; the minimum is 1"),
        Arguments.of(
            echo().places(List.of(List.of("a", "b".repeat(11)))),
            "places[0][1] has 11 characters; the limit is 10"),
        Arguments.of(echo().places(Collections.singletonList(null)), "places[0] is missing"),
        Arguments.of(
            echo().ranges(Map.of("near", new EchoRange().most(BigDecimal.TEN))),
            "ranges.near.most is above the maximum of 9.5"),
        Arguments.of(
            echo().ranges(Map.of("near", new EchoRange())), "ranges.near.most is missing"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("invalidEchoes")
  void call_limitDeepInARequest_isNamedByItsPath(FindEchoRequest request, String problem) {
    IllegalArgumentException e =
        failure(
            IllegalArgumentException.class, () -> cleverTap.api(EchoesApi.class).findEcho(request));

    assertThat(e).hasMessage("findEcho: " + problem);
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void call_requestWithinAllLimits_isSent() {
    SERVER.answersJson(SUCCESS);
    FindEchoRequest request =
        echo()
            .mode(EchoMode.LOUD)
            .places(List.of(List.of("India", "Pune")))
            .ranges(Map.of("near", new EchoRange().most(new BigDecimal("9.5"))))
            .delay(new BigDecimal("0.5"));

    assertThat(cleverTap.api(EchoesApi.class).findEcho(request).getEcho()).isEqualTo("zq-echo");
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void call_requestThatBreaksALimitWithoutChecks_isSent() {
    SERVER.answersJson(SUCCESS);
    try (CleverTap unchecked = SERVER.client().recordChecks(false).build()) {
      assertThat(award(unchecked, award("early", 101)).getAwarded()).isEqualTo(2);
    }
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void calls_ofOneGroup_shareItsLimit() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (GateServer server = new GateServer();
        CleverTap client =
            WireMockCleverTap.clientOf(server.baseUrl())
                .callTimeout(Duration.ofSeconds(55))
                .build()) {
      server.holdUntilInFlight(Operation.FIND_ECHO.concurrencyLimit());
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        calls.add(callers.submit(() -> Call.READ.of(client)));
        calls.add(callers.submit(() -> Call.ONCE.of(client)));
      }
      for (Future<?> call : calls) {
        call.get();
      }
      assertThat(server.requests()).isEqualTo(calls.size());
      assertThat(server.mostInFlight()).isEqualTo(2);
    } finally {
      callers.shutdownNow();
    }
  }

  private static FindEchoRequest echo() {
    return new FindEchoRequest().text("zq-text");
  }

  private static AwardRequest award(String badge, int identities) {
    return new AwardRequest().badge(badge).identity(Collections.nCopies(identities, "zq-ann"));
  }

  private static AwardRequest award(String badge, String... identities) {
    return new AwardRequest().badge(badge).identity(List.of(identities));
  }

  private static AwardResponse award(CleverTap cleverTap, AwardRequest request) {
    return cleverTap.api(BadgesApi.class).awardBadge(request);
  }
}
