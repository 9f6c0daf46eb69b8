package io.clevertap.contract.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.client.api.EventsApi;
import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.api.ReportsApi;
import io.clevertap.client.model.CountResponse;
import io.clevertap.client.model.CqlQuery;
import io.clevertap.client.model.DeleteProfilesRequest;
import io.clevertap.client.model.EventPage;
import io.clevertap.client.model.EventQuery;
import io.clevertap.client.model.ExportedEvent;
import io.clevertap.client.model.FilterOperator;
import io.clevertap.client.model.ProfileFilters;
import io.clevertap.client.model.QueryFilter;
import io.clevertap.client.model.RequestErrorCode;
import io.clevertap.client.model.TrendGroup;
import io.clevertap.client.model.TrendType;
import io.clevertap.client.model.TrendsRequest;
import io.clevertap.client.model.UserProfile;
import io.clevertap.exception.NotReadyException;
import io.clevertap.exception.ResponseException;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was uploaded to the test kit's server can be exported, counted and deleted. */
@CleverTapServer
class QueriesTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private final EventQuery january =
      new EventQuery().eventName("Charged").from(20260101).to(20260131);

  @BeforeEach
  void upload(CleverTap cleverTap) {
    for (int i = 0; i < 50; i++) {
      cleverTap.upload(
          Profile.ofIdentity("u" + i).set("Customer Type", i < 5 ? "Platinum" : "Silver"),
          Event.named("Charged").identity("u" + i).at(NOON.plusSeconds(i)).set("Amount", i));
    }
    cleverTap.upload(Event.named("Charged").identity("u0").at(NOON.plusSeconds(90 * 86_400)));
  }

  @Test
  void events_ofAMonth_comeInPagesOfTheGivenSize(CleverTap cleverTap) {
    EventsApi api = cleverTap.api(EventsApi.class);
    List<ExportedEvent> events = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String cursor = api.openEventExport(january, 20, null, null, null).getCursor();
    while (cursor != null) {
      EventPage page = api.getEventPage(URLDecoder.decode(cursor, StandardCharsets.UTF_8));
      events.addAll(page.getRecords());
      sizes.add(page.getRecords().size());
      cursor = page.getNextCursor();
    }

    assertThat(sizes).containsExactly(20, 20, 10);
    assertThat(events).doesNotHaveDuplicates().hasSize(50);
    assertThat(events.get(7).getTimestamp()).isEqualTo(20260115120007L);
    assertThat(events.get(7).getEventProperties()).containsEntry("Amount", 7);
    assertThat(events.get(7).getProfile().getIdentity()).isEqualTo("u7");
  }

  @Test
  void eventPage_whoseCursorIsEncodedTwiceOrExpired_isAFailure(
      FakeCleverTap server, CleverTap cleverTap) {
    EventsApi api = cleverTap.api(EventsApi.class);
    String cursor = api.openEventExport(january, 20, null, null, null).getCursor();

    assertThat(cursor).contains("%");
    assertFailure(() -> api.getEventPage(cursor), RequestErrorCode.INCORRECT_USAGE);
    server.expireCursors();
    assertFailure(
        () -> api.getEventPage(URLDecoder.decode(cursor, StandardCharsets.UTF_8)),
        RequestErrorCode.INCORRECT_USAGE);
  }

  @Test
  void eventPage_notReadyOnce_isThereTheSecondTime(FakeCleverTap server, CleverTap cleverTap) {
    EventsApi api = cleverTap.api(EventsApi.class);
    String cursor =
        URLDecoder.decode(
            api.openEventExport(january, 100, null, null, null).getCursor(),
            StandardCharsets.UTF_8);
    server.notReady(1);

    assertThatExceptionOfType(NotReadyException.class).isThrownBy(() -> api.getEventPage(cursor));
    assertThat(api.getEventPage(cursor).getRecords()).hasSize(50);
  }

  @Test
  void eventPage_whoseResponseIsLost_isAskedForAgain(FakeCleverTap server, CleverTap cleverTap) {
    EventsApi api = cleverTap.api(EventsApi.class);
    String cursor =
        URLDecoder.decode(
            api.openEventExport(january, 100, null, null, null).getCursor(),
            StandardCharsets.UTF_8);
    server.failNext(Fault.CUT_OFF, Fault.SERVICE_UNAVAILABLE);

    assertThat(api.getEventPage(cursor).getRecords()).hasSize(50);
  }

  @Test
  void profiles_byEventAndProfile_areThoseWhoMatchBoth(CleverTap cleverTap) {
    CqlQuery query =
        new CqlQuery()
            .eventName("Charged")
            .from(20260101)
            .to(20260131)
            .addEventPropertiesItem(
                new QueryFilter()
                    .name("Amount")
                    .operator(FilterOperator.GREATER_THAN_EQUALS)
                    .value(3))
            .commonProfileProperties(
                new ProfileFilters()
                    .addProfileFieldsItem(
                        new QueryFilter().name("Customer Type").value(List.of("Platinum"))));
    ProfilesApi api = cleverTap.api(ProfilesApi.class);
    String cursor = api.openProfileExport(query, 23, null, null, null).getCursor();

    assertThat(api.getProfilePage(URLDecoder.decode(cursor, StandardCharsets.UTF_8)).getRecords())
        .extracting(UserProfile::getIdentity)
        .containsExactly("u3", "u4");
    assertThat(api.countProfiles(query).getCount()).isEqualTo(2);
  }

  @Test
  void count_notReady_isPolledById(FakeCleverTap server, CleverTap cleverTap) {
    EventsApi api = cleverTap.api(EventsApi.class);
    server.notReady(2);

    CountResponse first = api.countEvents(january);
    CountResponse second = api.getEventCount(first.getReqId().toString());

    assertThat(List.of(first, second)).extracting(CountResponse::getStatus).containsOnly("partial");
    assertThat(api.getEventCount(first.getReqId().toString()).getCount()).isEqualTo(50);
  }

  @Test
  void trends_ofAMonth_areCountedByDay(CleverTap cleverTap) {
    TrendsRequest request =
        new TrendsRequest()
            .eventName("Charged")
            .from(20260101)
            .to(20260131)
            .putGroupsItem("days", new TrendGroup().trendType(TrendType.DAILY));

    assertThat(cleverTap.api(ReportsApi.class).countTrends(request).getAdditionalProperties())
        .containsEntry("days", Map.of("20260115", 50));
  }

  @Test
  void delete_ofAUser_leavesTheOthers(CleverTap cleverTap) {
    ProfilesApi api = cleverTap.api(ProfilesApi.class);
    api.deleteProfiles(new DeleteProfilesRequest().addIdentityItem("u0"));

    assertThat(cleverTap.profileByIdentity("u0")).isEmpty();
    assertThat(cleverTap.profileByIdentity("u1")).isPresent();
    assertThat(cleverTap.api(EventsApi.class).countEvents(january).getCount()).isEqualTo(49);
  }

  @Test
  void export_withAPageSizeThatCleverTapIgnores_isInvalid(CleverTap cleverTap) {
    CqlQuery query = new CqlQuery().eventName("Charged").from(20260101).to(20260131);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> cleverTap.api(ProfilesApi.class).openProfileExport(query, 100, null, null, null))
        .withMessageContaining("multiple of 23");
  }

  private static void assertFailure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, RequestErrorCode code) {
    assertThatExceptionOfType(ResponseException.class)
        .isThrownBy(call)
        .satisfies(failure -> assertThat(failure.code()).hasValue(code.getValue()));
  }
}
