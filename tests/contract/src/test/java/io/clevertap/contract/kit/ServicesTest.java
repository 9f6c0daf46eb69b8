package io.clevertap.contract.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.ChangeResult;
import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.EventOccurrence;
import io.clevertap.ExportOptions;
import io.clevertap.Profile;
import io.clevertap.Query;
import io.clevertap.UserId;
import io.clevertap.client.model.FilterOperator;
import io.clevertap.client.model.PropertyType;
import io.clevertap.client.model.SubscriptionChange;
import io.clevertap.client.model.SubscriptionChannel;
import io.clevertap.client.model.SubscriptionStatus;
import io.clevertap.client.model.TopValuesGroup;
import io.clevertap.client.model.TopValuesRequest;
import io.clevertap.client.model.TrendGroup;
import io.clevertap.client.model.TrendType;
import io.clevertap.client.model.TrendsRequest;
import io.clevertap.client.model.UserProfile;
import io.clevertap.exception.ExportInterruptedException;
import io.clevertap.exception.NotReadyException;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The services for reading and changing, with what was uploaded to the test kit's server. */
@CleverTapServer
class ServicesTest {

  private static final int USERS = 60;
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final Query CHARGED =
      Query.event("Charged").between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31));
  private static final ExportOptions SMALL_PAGES = ExportOptions.defaults().pageSize(25);

  @BeforeEach
  void upload(CleverTap cleverTap) {
    for (int i = 0; i < USERS; i++) {
      cleverTap.upload(
          Profile.ofIdentity("u" + i).set("Customer Type", i < 5 ? "Platinum" : "Silver"),
          Event.named("Charged").identity("u" + i).at(NOON.plusSeconds(i)).set("Amount", i));
    }
  }

  @Test
  void events_ofSeveralPages_allComeWithNameTimeAndProperties(CleverTap cleverTap) {
    List<EventOccurrence> events = cleverTap.events().query(CHARGED, SMALL_PAGES).toList();

    assertThat(events).hasSize(USERS).doesNotHaveDuplicates();
    EventOccurrence event = events.get(7);
    assertThat(event.name()).isEqualTo("Charged");
    assertThat(event.time()).isEqualTo(LocalDateTime.of(2026, 1, 15, 12, 0, 7));
    assertThat(event.number("Amount")).contains(BigDecimal.valueOf(7));
    assertThat(event.user().getIdentity()).isEqualTo("u7");
    assertThat(event.user().text("Customer Type")).contains("Silver");
  }

  @Test
  void profiles_withDefaults_allComeOnce(CleverTap cleverTap) {
    try (Stream<UserProfile> profiles = cleverTap.profiles().query(CHARGED)) {
      assertThat(profiles).extracting(UserProfile::getIdentity).hasSize(USERS);
    }
  }

  @Test
  void profiles_withConditions_areThoseWhoMatch(CleverTap cleverTap) {
    Query query =
        CHARGED
            .where("Amount", FilterOperator.GREATER_THAN, 2)
            .where(PropertyType.PROFILE_FIELDS, "Customer Type", FilterOperator.EQUALS, "Platinum");

    assertThat(cleverTap.profiles().query(query, SMALL_PAGES))
        .extracting(UserProfile::getIdentity)
        .containsExactly("u3", "u4");
    assertThat(cleverTap.profiles().count(query)).isEqualTo(2);
    assertThat(cleverTap.events().count(query)).isEqualTo(2);
  }

  @Test
  void events_noneMatch_isAnEmptyStream(CleverTap cleverTap) {
    Query none = CHARGED.where("Amount", FilterOperator.GREATER_THAN, 1000);

    assertThat(cleverTap.events().query(none)).isEmpty();
  }

  @Test
  void events_streamThatIsNotRead_sendsNothing(FakeCleverTap server, CleverTap cleverTap) {
    server.failAll(Fault.BAD_REQUEST);

    assertThat(cleverTap.events().query(CHARGED)).isNotNull();
  }

  @Test
  void events_pageNotReadyOnce_waitsAndReadsIt(FakeCleverTap server, CleverTap cleverTap) {
    server.notReady(1);

    assertThat(cleverTap.events().query(CHARGED, SMALL_PAGES)).hasSize(USERS);
  }

  @Test
  void events_responsesLost_areAskedForAgain(FakeCleverTap server, CleverTap cleverTap) {
    server.failNext(Fault.CUT_OFF, Fault.SERVICE_UNAVAILABLE, Fault.TOO_MANY_REQUESTS);

    assertThat(cleverTap.events().query(CHARGED, SMALL_PAGES)).hasSize(USERS);
  }

  @Test
  void events_cursorExpired_saysHowFarItCame(FakeCleverTap server, CleverTap cleverTap) {
    Iterator<EventOccurrence> events = cleverTap.events().query(CHARGED, SMALL_PAGES).iterator();
    IntStream.range(0, 25).forEach(i -> events.next());
    server.expireCursors();

    assertThatExceptionOfType(ExportInterruptedException.class)
        .isThrownBy(events::hasNext)
        .satisfies(e -> assertThat(e.recordsRead()).isEqualTo(25));
  }

  @Test
  void resume_afterAnInterruption_returnsTheRest(FakeCleverTap server, CleverTap cleverTap) {
    List<EventOccurrence> seen = new ArrayList<>();
    Stream<EventOccurrence> events = cleverTap.events().query(CHARGED, SMALL_PAGES);
    ExportInterruptedException[] interruption = new ExportInterruptedException[1];
    assertThatExceptionOfType(ExportInterruptedException.class)
        .isThrownBy(
            () ->
                events.forEach(
                    event -> {
                      seen.add(event);
                      if (seen.size() == 50) {
                        server.failNext(Fault.BAD_REQUEST);
                      }
                    }))
        .satisfies(e -> interruption[0] = e);

    assertThat(interruption[0].recordsRead()).isEqualTo(50);
    cleverTap.events().resume(CHARGED, interruption[0].nextCursor()).forEach(seen::add);
    assertThat(seen).hasSize(USERS).doesNotHaveDuplicates();
  }

  @Test
  void count_notReady_isAskedForAgain(FakeCleverTap server, CleverTap cleverTap) {
    server.notReady(2);

    assertThat(cleverTap.profiles().count(CHARGED)).isEqualTo(USERS);
  }

  @Test
  void count_neverReady_endsWithinTheCallTimeout(FakeCleverTap server) {
    server.notReady(1000);
    try (CleverTap cleverTap = server.clientBuilder().callTimeout(Duration.ofSeconds(2)).build()) {
      assertThatExceptionOfType(NotReadyException.class)
          .isThrownBy(() -> cleverTap.events().count(CHARGED))
          .withMessageContaining("callTimeout");
    }
  }

  @Test
  void queries_thatCleverTapWouldMisread_areRefusedBeforeSending(
      FakeCleverTap server, CleverTap cleverTap) {
    server.failAll(Fault.SERVICE_UNAVAILABLE);
    LocalDate day = LocalDate.of(2026, 1, 1);
    Query notifications = Query.event("Notification Viewed").between(day, day);
    Query users =
        Query.users().where(PropertyType.PROFILE_FIELDS, "Plan", FilterOperator.EQUALS, "Gold");

    assertThatIllegalArgumentException().isThrownBy(() -> cleverTap.events().query(notifications));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.profiles().query(notifications));
    assertThatIllegalArgumentException().isThrownBy(() -> cleverTap.events().query(users));
    assertThatIllegalArgumentException().isThrownBy(() -> cleverTap.events().count(users));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.profiles().count(Query.users()));
    assertThatIllegalArgumentException().isThrownBy(() -> ExportOptions.defaults().pageSize(22));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                cleverTap
                    .events()
                    .query(CHARGED, ExportOptions.defaults().pageSize(5001))
                    .findFirst());
  }

  @Test
  void delete_moreThanARequestMayHave_deletesAll(CleverTap cleverTap) {
    List<UserId> users = IntStream.range(0, 250).mapToObj(i -> UserId.identity("u" + i)).toList();

    ChangeResult<UserId> result = cleverTap.profiles().delete(users);

    assertThat(result.allAccepted()).isTrue();
    assertThat(result.outcomes()).extracting(outcome -> outcome.item()).isEqualTo(users);
    assertThat(cleverTap.profiles().count(CHARGED)).isZero();
  }

  @Test
  void delete_laterRequestFails_saysWhichUsersWereNotSent(
      FakeCleverTap server, CleverTap cleverTap) {
    List<UserId> users = IntStream.range(0, 250).mapToObj(i -> UserId.identity("u" + i)).toList();
    server.failNext(Fault.NONE, Fault.BAD_REQUEST);

    ChangeResult<UserId> result = cleverTap.profiles().delete(users);

    assertThat(result.outcomes()).hasSize(250);
    assertThat(result.failed())
        .extracting(failed -> failed.item())
        .isEqualTo(users.subList(100, 250));
    assertThat(result.failed()).noneMatch(failed -> failed.mayHaveBeenApplied());
    assertThat(result.rejected()).isEmpty();
  }

  @Test
  void delete_userWithAnotherKindOfId_isRefusedBeforeSending(CleverTap cleverTap) {
    UserId byEmail = UserId.email("ann@example.com");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.profiles().delete(UserId.identity("u1"), byEmail))
        .withMessageContaining("email address")
        .withMessageNotContaining("ann@");
    assertThat(cleverTap.profiles().count(CHARGED)).isEqualTo(USERS);
  }

  @Test
  void changes_ofEachKind_areAccepted(CleverTap cleverTap) {
    SubscriptionChange change =
        new SubscriptionChange()
            .type(SubscriptionChannel.PHONE)
            .value("+919900000001")
            .status(SubscriptionStatus.UNSUBSCRIBE);

    assertThat(cleverTap.profiles().demerge("u1").allAccepted()).isTrue();
    assertThat(cleverTap.profiles().subscribe(change).allAccepted()).isTrue();
    assertThat(cleverTap.profiles().disassociatePhone("+14155551234").allAccepted()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.profiles().disassociatePhone("4155551234"));
    assertThat(cleverTap.profiles().delete(List.of()).outcomes()).isEmpty();
  }

  @Test
  void topValues_ofAProperty_countsEachValue(CleverTap cleverTap) {
    Map<String, Map<String, Long>> values =
        cleverTap.reports().topValues(CHARGED, PropertyType.PROFILE_FIELDS, "Customer Type", 10);

    assertThat(values).containsOnlyKeys("STR");
    assertThat(values.get("STR")).containsEntry("Platinum", 5L).containsEntry("Silver", 55L);
  }

  @Test
  void trends_byDayAndMonth_countTheEvents(CleverTap cleverTap) {
    assertThat(cleverTap.reports().trends(CHARGED, TrendType.DAILY))
        .containsEntry("20260115", BigDecimal.valueOf(USERS));
    TrendsRequest request =
        CHARGED
            .into(TrendsRequest.class)
            .unique(true)
            .putGroupsItem("months", new TrendGroup().trendType(TrendType.MONTHLY));
    assertThat(cleverTap.reports().trends(request).get("months"))
        .containsEntry("202601", BigDecimal.valueOf(USERS));
  }

  @ParameterizedTest
  @EnumSource
  void groups_namedLikeAFieldOfTheResponse_areRefused(Reserved name, CleverTap cleverTap) {
    TopValuesGroup group =
        new TopValuesGroup().propertyType(PropertyType.EVENT_PROPERTIES).name("Amount");
    TopValuesRequest request =
        CHARGED.into(TopValuesRequest.class).putGroupsItem(name.name(), group);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.reports().topValues(request))
        .withMessageContaining(name.name());
  }

  @SuppressWarnings("checkstyle:ConstantName")
  enum Reserved {
    status,
    req_id,
    error,
    code
  }

  @Test
  void realTimeAndMessages_areRead(CleverTap cleverTap) {
    LocalDate day = LocalDate.of(2026, 1, 1);

    assertThat(cleverTap.reports().realTime().getCount()).isNotNull();
    assertThat(cleverTap.reports().messages(day, day.plusDays(20))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.reports().messages(day, day.minusDays(1)));
  }

  @Test
  void services_ofAClient_areTheSame(CleverTap cleverTap) {
    assertThat(cleverTap.profiles()).isSameAs(cleverTap.profiles());
    assertThat(cleverTap.events()).isSameAs(cleverTap.events());
    assertThat(cleverTap.reports()).isSameAs(cleverTap.reports());
  }
}
