package io.clevertap.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.WireMockCleverTap.failing;
import static io.clevertap.faults.WireMockCleverTap.json;
import static io.clevertap.faults.WireMockCleverTap.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.clevertap.ChangeResult;
import io.clevertap.CleverTap;
import io.clevertap.EventOccurrence;
import io.clevertap.Query;
import io.clevertap.UserId;
import io.clevertap.client.model.PropertyType;
import io.clevertap.client.model.SubscriptionChange;
import io.clevertap.client.model.SubscriptionChannel;
import io.clevertap.client.model.SubscriptionStatus;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.ExportInterruptedException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.UnexpectedResponseException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports, counts and changes of users with a server whose responses are wrong. */
@ExtendWith(Leaks.class)
class ReadsTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();

  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  private static final Query QUERY = Query.event("Charged").between(DAY, DAY);
  private static final ResponseDefinitionBuilder OPENED =
      json("{\"status\":\"success\",\"cursor\":\"zq%2Fa%2Bb+c%3D\"}");
  private static final ResponseDefinitionBuilder FIRST_PAGE = page("zq-2", 1);
  private static final ResponseDefinitionBuilder LAST_PAGE = page(null, 2);

  private CleverTap cleverTap;

  @BeforeEach
  void open() {
    cleverTap = SERVER.client().maxAttempts(2).build();
  }

  @AfterEach
  void close() {
    cleverTap.close();
  }

  @Test
  void export_cursor_isSentAsItCame() {
    SERVER.answers(OPENED, FIRST_PAGE, LAST_PAGE);

    assertThat(cleverTap.events().query(QUERY)).hasSize(2);
    assertThat(SERVER.requests())
        .extracting(LoggedRequest::getUrl)
        .containsExactly(
            "/1/events.json?batch_size=5000&app=false&events=true&profile=true",
            "/1/events.json?cursor=zq%2Fa%2Bb%2Bc%3D",
            "/1/events.json?cursor=zq-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{\"status\":\"success\"}", "{\"status\":\"success\",\"records\":[]}"})
  void export_202WhateverItsBody_waitsForThePage(String body) {
    SERVER.answers(OPENED, status(202, body), FIRST_PAGE, LAST_PAGE);

    assertThat(cleverTap.events().query(QUERY)).hasSize(2);
  }

  @Test
  void export_202WhenItIsOpened_waits() {
    SERVER.answers(status(202, ""), OPENED, LAST_PAGE);

    assertThat(cleverTap.events().query(QUERY)).hasSize(1);
  }

  @Test
  void export_emptyPageInTheMiddle_isNotTheEnd() {
    String empty = "{\"status\":\"success\",\"next_cursor\":\"zq-2\",\"records\":[]}";
    SERVER.answers(OPENED, json(empty), LAST_PAGE);

    assertThat(cleverTap.events().query(QUERY)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"success\"}",
        "{\"status\":\"success\",\"next_cursor\":\"\",\"records\":[]}",
      })
  void export_noNextCursor_isTheEnd(String body) {
    SERVER.answers(OPENED, json(body));

    assertThat(cleverTap.events().query(QUERY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "<html>zq-</html>",
        "{\"status\":\"success\",\"records\":[{\"ts\":2026",
        "{\"status\":\"partial\"}",
        "{\"status\":\"success\",\"records\":[null]}",
        "{\"status\":\"success\",\"records\":[{\"ts\":1}]}",
        "{\"status\":\"success\",\"records\":{\"zq-\":1}}",
      })
  void export_200ThatIsNoPage_saysHowFarItCame(String body) {
    SERVER.answers(OPENED, FIRST_PAGE, json(body));

    ExportInterruptedException e = interruption(1);
    assertThat(e.getCause()).isInstanceOf(UnexpectedResponseException.class);
    assertThat(e.nextCursor()).isEqualTo("zq-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"fail\",\"error\":\"zq-Incorrect Usage\",\"code\":3}",
        "{\"status\":\"fail\",\"error\":\"zq-invalid cursor\"}",
        "{\"status\":\"fail\",\"error\":\"zq-e\",\"code\":\"CURSOR_INVALIDATED\"}",
      })
  void export_invalidCursor_saysHowFarItCame(String body) {
    SERVER.answers(OPENED, FIRST_PAGE, json(body));

    assertThat(interruption(1).getCause()).isInstanceOf(InvalidRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zq-2", "zq%2Fa%2Bb+c%3D"})
  void export_cursorOfThisOrAnEarlierPage_isAnErrorAndNotALoop(String repeated) {
    SERVER.answers(OPENED, FIRST_PAGE, page(repeated, 2), FIRST_PAGE);

    assertThat(interruption(1)).hasMessageContaining("a page before").hasMessageNotContaining("zq");
  }

  @Test
  void export_pageLostMoreOftenThanAttempts_isResumedFromThere() {
    SERVER.answers(OPENED, FIRST_PAGE, failing(503), failing(502), LAST_PAGE);

    ExportInterruptedException e = interruption(1);
    assertThat(e.outcomeUnknown()).isFalse();
    assertThat(cleverTap.events().resume(QUERY, e.nextCursor()))
        .extracting(EventOccurrence::time)
        .singleElement()
        .hasToString("2026-01-01T00:00:02");
  }

  @Test
  void export_failsWhenItIsOpened_isThatFailure() {
    SERVER.answers(status(401, "{\"status\":\"fail\",\"error\":\"zq-e\",\"code\":401}"));

    failure(AuthenticationException.class, () -> cleverTap.events().query(QUERY).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"status\":\"success\"}", "{\"status\":\"success\",\"cursor\":\"\"}"})
  void export_openedWithoutACursor_isNotAnEmptyExport(String body) {
    SERVER.answersJson(body);

    failure(UnexpectedResponseException.class, () -> cleverTap.events().query(QUERY).count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"status\":\"success\"}", "{\"status\":\"partial\"}", "{\"zq-\":1}", "<html>"})
  void count_withoutACount_isAnErrorAndNotZero(String body) {
    SERVER.answersJson(body);

    failure(UnexpectedResponseException.class, () -> cleverTap.profiles().count(QUERY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"384649162721759", "\"384649162721759\""})
  void count_partialWithAnIdOfEitherType_isAskedForAgain(String id) {
    SERVER.answersJson(
        "{\"req_id\":" + id + ",\"status\":\"partial\"}", "{\"status\":\"success\",\"count\":7}");

    assertThat(cleverTap.events().count(QUERY)).isEqualTo(7);
    assertThat(SERVER.requests().get(1).getUrl())
        .isEqualTo("/1/counts/events.json?req_id=384649162721759");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"status\":\"success\"}", "{\"status\":\"success\",\"group\":{\"STR\":7}}"})
  void topValues_withoutTheGroup_isAnError(String body) {
    SERVER.answersJson(body);

    failure(
        UnexpectedResponseException.class,
        () -> cleverTap.reports().topValues(QUERY, PropertyType.EVENT_PROPERTIES, "Amount", 5));
  }

  @Test
  void delete_lostResponse_isRepeated() {
    ResponseDefinitionBuilder lost = aResponse().withFault(Fault.EMPTY_RESPONSE);
    SERVER.answers(lost, json("{\"status\":\"success\"}"));

    assertThat(cleverTap.profiles().delete(UserId.identity("zq-1")).allAccepted()).isTrue();
  }

  @Test
  void delete_firstRequestFails_throws() {
    SERVER.answersJson("{\"status\":\"fail\",\"error\":\"zq-e\",\"code\":400}");

    failure(
        InvalidRequestException.class, () -> cleverTap.profiles().delete(UserId.identity("zq-1")));
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void delete_laterRequestFails_sendsNoOther() {
    SERVER.answers(json("{\"status\":\"success\"}"), status(500, ""));
    List<UserId> users = IntStream.range(0, 300).mapToObj(i -> UserId.identity("zq-" + i)).toList();

    ChangeResult<UserId> result = cleverTap.profiles().delete(users);

    assertThat(SERVER.requests()).hasSize(3); // the second is sent twice
    assertThat(result.failed()).hasSize(200);
    assertThat(result.failed()).filteredOn(failed -> failed.mayHaveBeenApplied()).hasSize(100);
  }

  @Test
  void subscribe_partial_rejectsTheEchoedChange() {
    SERVER.answersJson(
        "{\"status\":\"partial\",\"processed\":1,\"unprocessed\":[{\"status\":\"fail\",\"code\":514,"
            + "\"error\":\"zq-e\",\"record\":"
            + "{\"type\":\"phone\",\"value\":\"+2\",\"status\":\"Unsubscribe\"}}]}");

    ChangeResult<SubscriptionChange> result =
        cleverTap.profiles().subscribe(change("+1"), change("+2"));

    assertThat(result.rejected())
        .singleElement()
        .satisfies(e -> assertThat(e.code()).isEqualTo(514));
    assertThat(result.rejected().get(0).item().getValue()).isEqualTo("+2");
    assertThat(result.failed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"partial\",\"unprocessed\":[{\"status\":\"fail\",\"error\":\"zq-e\"}]}",
        "{\"status\":\"success\",\"processed\":1,\"unprocessed\":[]}",
      })
  void subscribe_responseThatNamesNoChange_acceptsNothingByGuess(String body) {
    SERVER.answersJson(body);

    ChangeResult<SubscriptionChange> result =
        cleverTap.profiles().subscribe(change("+1"), change("+2"));

    assertThat(result.failed()).hasSize(2).allMatch(failed -> failed.mayHaveBeenApplied());
  }

  private ExportInterruptedException interruption(int recordsRead) {
    List<EventOccurrence> read = new ArrayList<>();
    ExportInterruptedException e =
        failure(
            ExportInterruptedException.class,
            () -> cleverTap.events().query(QUERY).forEach(read::add));
    assertThat(read).hasSize(recordsRead);
    assertThat(e.recordsRead()).isEqualTo(recordsRead);
    assertThat(e.getCause()).isInstanceOf(CleverTapException.class);
    return e;
  }

  private static SubscriptionChange change(String phone) {
    return new SubscriptionChange()
        .type(SubscriptionChannel.PHONE)
        .value(phone)
        .status(SubscriptionStatus.UNSUBSCRIBE);
  }

  private static ResponseDefinitionBuilder page(String next, int second) {
    String cursor = next == null ? "" : "\"next_cursor\":\"" + next + "\",";
    String event = "{\"ts\":2026010100000" + second + ",\"event_props\":{\"zq-\":\"zq\"}}";
    return json("{\"status\":\"success\"," + cursor + "\"records\":[" + event + "]}");
  }
}
