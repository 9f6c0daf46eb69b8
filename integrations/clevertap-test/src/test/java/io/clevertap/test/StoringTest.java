package io.clevertap.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.DeviceToken;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.EventSummary;
import io.clevertap.client.model.PlatformInfo;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.TokenType;
import io.clevertap.client.model.UserProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server stores uploads as CleverTap does. */
@CleverTapServer
class StoringTest {

  private CleverTap cleverTap;

  @BeforeEach
  void connect(CleverTap cleverTap) {
    this.cleverTap = cleverTap;
  }

  @Test
  void profile_uploadedTwice_isMerged(FakeCleverTap server) {
    cleverTap.upload(Profile.ofIdentity("42").name("Jack").set("Plan", "Gold"));
    cleverTap.upload(Profile.ofIdentity("42").phone("+14155551234").set("Plan", "Silver"));

    UserProfile jack = server.profile("42").orElseThrow();
    assertThat(jack.getName()).isEqualTo("Jack");
    assertThat(jack.getPhone()).isEqualTo("+14155551234");
    assertThat(jack.getIdentity()).isEqualTo("42");
    assertThat(jack.getAllIdentities()).isEqualTo(List.of("42"));
    assertThat(jack.getProfileData()).isEqualTo(Map.of("plan", "Silver"));
  }

  @Test
  void keys_thatAreRead_haveLowerCaseAndNoSpaces(FakeCleverTap server) {
    cleverTap.upload(
        Profile.ofIdentity("42").set("Customer Type", "Silver").set("customertype", "Gold"));

    assertThat(properties(server)).isEqualTo(Map.of("customertype", "Gold"));
  }

  @Test
  void add_toNothingToAListAndToASingleValue_isAList(FakeCleverTap server) {
    cleverTap.upload(
        Profile.ofIdentity("42").add("New", "a").set("Single", 1).set("List", List.of("a", "b")));
    cleverTap.upload(Profile.ofIdentity("42").add("Single", "2").add("List", "b", "c"));

    assertThat(properties(server))
        .isEqualTo(
            Map.of(
                "new", List.of("a"), "single", List.of("1", "2"), "list", List.of("a", "b", "c")));
  }

  @Test
  void add_toAListThatIsFull_dropsTheOldest(FakeCleverTap server) {
    List<String> full =
        IntStream.range(0, ProfileProperties.MAX_VALUES).mapToObj(String::valueOf).toList();
    cleverTap.upload(Profile.ofIdentity("42").set("List", full));
    cleverTap.upload(Profile.ofIdentity("42").add("List", "new"));

    assertThat(properties(server).get("list"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(full.size())
        .startsWith("1")
        .endsWith("new");
  }

  @Test
  void remove_ofAValue_leavesTheRestAndTheLastTakesThePropertyAlong(FakeCleverTap server) {
    cleverTap.upload(
        Profile.ofIdentity("42")
            .set("Some", List.of("a", "b"))
            .set("All", "a")
            .set("Plan", "Gold"));
    cleverTap.upload(Profile.ofIdentity("42").remove("Some", "a", "x").remove("All", "a"));

    assertThat(properties(server)).isEqualTo(Map.of("some", List.of("b"), "plan", "Gold"));
  }

  @Test
  void increaseAndDecrease_ofNumbers_countFromZeroWhereThereIsNone(FakeCleverTap server) {
    cleverTap.upload(Profile.ofIdentity("42").set("Visits", 1).set("Credit", 1.5).set("Plan", "A"));
    cleverTap.upload(
        Profile.ofIdentity("42")
            .increase("Visits", 10)
            .decrease("Credit", 0.25)
            .increase("New", 3)
            .increase("Plan", 1));

    assertThat(properties(server))
        .isEqualTo(Map.of("visits", 11, "credit", 1.25, "new", 3, "plan", "A"));
  }

  @Test
  void delete_ofAProperty_takesItAway(FakeCleverTap server) {
    cleverTap.upload(Profile.ofIdentity("42").name("Jack"));
    cleverTap.upload(Profile.ofIdentity("42").delete("Name"));

    assertThat(server.profile("42").orElseThrow().getName()).isNull();
  }

  @Test
  void events_ofAUser_areKeptAndCounted(FakeCleverTap server) {
    cleverTap.upload(
        viewed("Product Viewed", 1_700_000_200),
        viewed("Product Viewed", 1_700_000_100),
        viewed("productviewed", 1_700_000_300),
        Event.named("Signed Up").identity("42"));

    assertThat(server.events("42"))
        .extracting(EventRecord::getTimestamp)
        .containsExactly(1_700_000_200L, 1_700_000_100L, 1_700_000_300L, null);
    assertThat(server.events("42").get(0).getEventData().getAdditionalProperties())
        .isEqualTo(Map.of("Price", 49.5));
    Map<String, EventSummary> summaries = server.profile("42").orElseThrow().getEvents();
    assertThat(summaries).containsOnlyKeys("Product Viewed", "Signed Up");
    assertThat(summaries.get("Product Viewed"))
        .isEqualTo(new EventSummary().count(3L).firstSeen(1_700_000_100L).lastSeen(1_700_000_300L));
    assertThat(Instant.ofEpochSecond(summaries.get("Signed Up").getFirstSeen()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void token_ofADevice_isItsPushToken(FakeCleverTap server) {
    cleverTap.upload(DeviceToken.of("__a1b2c3d4", TokenType.FCM, "the-token"));

    assertThat(server.tokens("__a1b2c3d4"))
        .containsExactly(new TokenData().id("the-token").type(TokenType.FCM));
    assertThat(server.profile("__a1b2c3d4").orElseThrow().getPlatformInfo())
        .containsExactly(
            new PlatformInfo().objectId("__a1b2c3d4").platform("Android").pushToken("the-token"));
  }

  @Test
  void profile_ofEachIdentifier_isAUserOfItsOwn(FakeCleverTap server) {
    cleverTap.upload(
        Profile.ofIdentity("1").name("Identity"),
        Profile.ofFacebookId("2").name("Facebook"),
        Profile.ofGooglePlusId("2").name("Google"),
        Profile.ofObjectId("3").name("Device"));

    assertThat(server.profile("1").orElseThrow().getName()).isEqualTo("Identity");
    assertThat(server.profile("2").orElseThrow().getName()).isEqualTo("Facebook");
    assertThat(server.profile("3").orElseThrow().getName()).isEqualTo("Device");
  }

  @Test
  void read_byEmailIdentityAndDevice_findsTheUser(FakeCleverTap server) {
    cleverTap.upload(
        Profile.ofIdentity("+1415/555 1234").email("jack+new@gmail.com").name("Jack"),
        Profile.ofIdentity("george.montana@clevertap.com").name("George"));
    UserProfile jack = server.profile("jack+new@gmail.com").orElseThrow();

    assertThat(jack.getName()).isEqualTo("Jack");
    assertThat(cleverTap.profileByEmail("jack+new@gmail.com")).hasValue(jack);
    assertThat(cleverTap.profileByIdentity("+1415/555 1234")).hasValue(jack);
    assertThat(cleverTap.profileByObjectId(jack.getPlatformInfo().get(0).getObjectId()))
        .hasValue(jack);
    assertThat(cleverTap.profileByEmail("george.montana@clevertap.com").orElseThrow().getName())
        .isEqualTo("George");
    assertThat(cleverTap.profileByIdentity("nobody")).isEmpty();
  }

  @Test
  void dryRun_ofRecords_storesNothing(FakeCleverTap server) {
    assertThat(cleverTap.validate(Profile.ofIdentity("42").name("Jack")).allAccepted()).isTrue();

    assertThat(server.profile("42")).isEmpty();
    assertThat(server.uploads()).singleElement().matches(Upload::dryRun);
  }

  @Test
  void queries_ofNobody_areEmpty(FakeCleverTap server) {
    assertThat(server.profile("nobody")).isEmpty();
    assertThat(server.events("nobody")).isEmpty();
    assertThat(server.tokens("nobody")).isEmpty();
  }

  private static Event viewed(String name, long time) {
    return Event.named(name).identity("42").at(Instant.ofEpochSecond(time)).set("Price", 49.5);
  }

  private static Map<String, Object> properties(FakeCleverTap server) {
    return server.profile("42").orElseThrow().getProfileData();
  }
}
