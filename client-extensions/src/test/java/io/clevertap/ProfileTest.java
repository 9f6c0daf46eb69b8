package io.clevertap;

import static io.clevertap.internal.upload.Batches.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.clevertap.client.model.Education;
import io.clevertap.client.model.Gender;
import io.clevertap.client.model.YesNo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileTest {

  private final Profile profile = Profile.ofIdentity("ann");

  @Test
  void of_eachIdentifier_isSentUnderItsOwnKey() {
    assertThat(json(Profile.ofIdentity("a")))
        .isEqualTo("{\"type\":\"profile\",\"identity\":\"a\",\"profileData\":{}}");
    assertThat(json(Profile.ofObjectId("a"))).contains("\"objectId\":\"a\"");
    assertThat(json(Profile.ofFacebookId("a"))).contains("\"FBID\":\"a\"");
    assertThat(json(Profile.ofGooglePlusId("a"))).contains("\"GPID\":\"a\"");
  }

  @Test
  void at_instant_isSentInWholeSeconds() {
    assertThat(json(profile.at(Instant.ofEpochMilli(1_468_308_340_999L))))
        .contains("\"ts\":1468308340,");
  }

  @Test
  void everyTypedProperty_isSentUnderCleverTapsKey() {
    profile
        .name("Ann")
        .email("ann@example.com")
        .phone("+14155551234")
        .gender(Gender.FEMALE)
        .dateOfBirth(LocalDate.of(1970, 1, 2))
        .age(30)
        .employed(true)
        .education(Education.GRADUATE)
        .married(false)
        .timeZone("Asia/Kolkata")
        .photo("https://example.com/ann.png")
        .subscribedToEmail(true)
        .subscribedToPush(false)
        .subscribedToSms(true)
        .subscribedToWhatsapp(false)
        .doNotDisturbPhone(true)
        .doNotDisturbEmail(false);

    assertThat(data())
        .isEqualTo(
            """
            {"Name":"Ann","Email":"ann@example.com","Phone":"+14155551234","Gender":"F",\
            "DOB":"$D_86400","Age":30,"Employed":"Y","Education":"Graduate","Married":"N",\
            "Tz":"Asia/Kolkata","Photo":"https://example.com/ann.png","MSG-email":true,\
            "MSG-push":false,"MSG-sms":true,"MSG-whatsapp":false,"MSG-dndPhone":true,\
            "MSG-dndEmail":false}\
            """);
  }

  @Test
  void set_everyPlainType_isSentAsJsonHasIt() {
    profile
        .set("String", "x")
        .set("Boolean", true)
        .set("Byte", (byte) 1)
        .set("Short", (short) 2)
        .set("Integer", 3)
        .set("Long", 4L)
        .set("Float", 0.1f)
        .set("Double", 49.5)
        .set("BigInteger", new BigInteger("18446744073709551616"))
        .set("BigDecimal", new BigDecimal("1.10"));

    assertThat(data())
        .isEqualTo(
            """
            {"String":"x","Boolean":true,"Byte":1,"Short":2,"Integer":3,"Long":4,"Float":0.1,\
            "Double":49.5,"BigInteger":18446744073709551616,"BigDecimal":1.10}\
            """);
  }

  @Test
  void set_dates_areSentAsEpochSeconds() {
    profile
        .set("Instant", Instant.ofEpochSecond(1_468_308_340))
        .set("Offset", OffsetDateTime.parse("1970-01-02T02:00:00+02:00"))
        .set("Zone", ZonedDateTime.of(1970, 1, 2, 5, 30, 0, 0, ZoneId.of("Asia/Kolkata")))
        .set("Date", new Date(86_400_000))
        .set("Day", LocalDate.of(1970, 1, 2))
        .set("Before 1970", LocalDate.of(1969, 12, 31))
        .set("In a list", List.of(LocalDate.of(1970, 1, 2)))
        .set("In a map", Map.of("day", LocalDate.of(1970, 1, 2)));

    assertThat(data())
        .isEqualTo(
            """
            {"Instant":"$D_1468308340","Offset":"$D_86400","Zone":"$D_86400","Date":"$D_86400",\
            "Day":"$D_86400","Before 1970":"$D_-86400",\
            "In a list":["$D_86400"],"In a map":{"day":"$D_86400"}}\
            """);
  }

  @Test
  void set_nestedValues_keepTheirForm() {
    profile.set("Address", Map.of("geo", Map.of("lat", 18.5, "tags", List.of("a", 1, true))));

    assertThat(data())
        .contains("\"Address\":{\"geo\":{")
        .contains("\"lat\":18.5")
        .contains("\"tags\":[\"a\",1,true]");
  }

  @Test
  void set_aListThatTheCallerChangesLater_keepsWhatItWas() {
    List<String> tags = Arrays.asList("a", "b");
    profile.set("Tags", tags);
    tags.set(0, "changed");

    assertThat(data()).isEqualTo("{\"Tags\":[\"a\",\"b\"]}");
  }

  @ParameterizedTest
  @MethodSource("unsupportedValues")
  void set_unsupportedType_namesKeyAndType(Object value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.set("Tier", value))
        .withMessageContaining("Tier")
        .withMessageContaining(value.getClass().getName());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.set("Tier", List.of(value)))
        .withMessageContaining("Tier");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.set("Tier", Map.of("inner", value)))
        .withMessageContaining("inner");
    assertThat(data()).isEqualTo("{}");
  }

  static List<Object> unsupportedValues() {
    return List.of(
        'c',
        LocalDateTime.now(),
        Optional.of("x"),
        new int[] {1},
        new StringBuilder("x"),
        Thread.State.NEW,
        new Object());
  }

  @Test
  void set_typeThatNeedsAChoice_saysWhichOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.set("Since", LocalDateTime.now()))
        .withMessageContaining("use atZone");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.set("Tier", TimeUnit.DAYS))
        .withMessageContaining("such as name()");
  }

  @Test
  void set_uuid_isText() {
    profile.set("Id", new UUID(1, 2));

    assertThat(data()).isEqualTo("{\"Id\":\"00000000-0000-0001-0000-000000000002\"}");
  }

  @Test
  void setIfPresent_null_setsNothing() {
    profile.set("Plan", "Gold").setIfPresent("Plan", null).setIfPresent("Tier", 1);

    assertThat(data()).isEqualTo("{\"Plan\":\"Gold\",\"Tier\":1}");
  }

  @Test
  void set_null_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.set("Tier", null))
        .withMessage("Tier is null; leave out a property without a value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.set("Tier", Arrays.asList("a", null)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.set("Tier", Collections.singletonMap("inner", null)))
        .withMessageContaining("inner");
    assertThatIllegalArgumentException().isThrownBy(() -> profile.set("Email", null));
  }

  @Test
  void set_nullKey_throws() {
    assertThatNullPointerException().isThrownBy(() -> profile.set(null, 1)).withMessage("key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.set("Tier", Collections.singletonMap(null, 1)))
        .withMessageContaining("Tier");
  }

  @Test
  void set_notFinite_throws() {
    for (Number number : List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> profile.set("Score", number))
          .withMessageContaining("Score");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> profile.increase("Score", number))
          .withMessageContaining("Score");
    }
  }

  @Test
  void set_cleverTapsOwnKeys_setsThoseProperties() {
    profile
        .set("Name", "Ann")
        .set("Email", "ann@example.com")
        .set("Age", 30)
        .set("Employed", "Y")
        .set("Education", "Graduate")
        .set("Gender", "F")
        .set("DOB", LocalDate.of(1970, 1, 2))
        .set("MSG-email", false)
        .set("category-unsubscribe", Map.of("email", List.of("Newsletter")));

    assertThat(profile.toRecord().getProfileData().getAdditionalProperties()).isEmpty();
    assertThat(data())
        .isEqualTo(
            """
            {"Name":"Ann","Email":"ann@example.com","Gender":"F","DOB":"$D_86400","Age":30,\
            "Employed":"Y","Education":"Graduate","MSG-email":false,\
            "category-unsubscribe":{"email":["Newsletter"]}}\
            """);
  }

  @Test
  void set_constantsOfTheApi_areAcceptedAsByTheMethods() {
    profile
        .set("Gender", Gender.MALE)
        .set("Education", Education.GRADUATE)
        .set("Employed", YesNo.YES);
    assertThat(data())
        .isEqualTo("{\"Gender\":\"M\",\"Employed\":\"Y\",\"Education\":\"Graduate\"}");
  }

  @Test
  void set_constantOfSomethingElse_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> profile.set("Employed", Gender.MALE));
    assertThatIllegalArgumentException().isThrownBy(() -> profile.set("Gender", TimeUnit.DAYS));
    assertThat(data()).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "Employed, maybe",
    "Education, PhD",
    "Married, yes",
    "Age, x",
    "MSG-email, sometimes",
    "category-unsubscribe, all"
  })
  void set_cleverTapsOwnKeyWithAnImpossibleValue_throwsWithoutTheValue(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.set(key, value))
        .withMessageContaining(key)
        .withMessageContaining("String")
        .withMessageNotContaining(value + " ")
        .withNoCause();
    assertThat(data()).isEqualTo("{}");
  }

  @Test
  void set_impossibleValue_keepsTheValueThatWasThere() {
    profile.employed(true);
    assertThatIllegalArgumentException().isThrownBy(() -> profile.set("Employed", "maybe"));
    assertThat(data()).isEqualTo("{\"Employed\":\"Y\"}");
  }

  @Test
  void set_fractionForAge_throwsAndNotCutOff() {
    assertThatIllegalArgumentException().isThrownBy(() -> profile.set("Age", 30.7));
    assertThat(data()).isEqualTo("{}");
  }

  @Test
  void set_ageInText_isSentAsANumberIfItIsAWholeOne() {
    profile.set("Age", "18");
    assertThat(data()).isEqualTo("{\"Age\":18}");
    for (String text : List.of("", " ", "18.5", "18 years", "1e1", "99999999999")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> profile.set("Age", text))
          .withMessageContaining("Age");
    }
    assertThat(data()).isEqualTo("{\"Age\":18}");
  }

  @Test
  void set_mapThatContainsItself_throws() {
    Map<String, Object> map = new HashMap<>();
    map.put("self", List.of(map));
    for (String key : List.of("Loop", "category-unsubscribe", "Name")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> profile.set(key, map))
          .withMessageContaining("self is nested in more than 64 collections and maps");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Event.charged().item(map));
    assertThat(data()).isEqualTo("{}");
  }

  @Test
  void setAll_map_setsEach() {
    assertThat(json(profile.setAll(Map.of("Name", "Ann")))).contains("\"Name\":\"Ann\"");
  }

  @Test
  void operators_eachKind_areSentAsCleverTapHasThem() {
    profile
        .add("Interests", "shoes", "bags")
        .remove("Coupons", "WELCOME10")
        .increase("Visits", 10)
        .decrease("Credit", 2.5)
        .delete("Name")
        .delete("Tier");

    assertThat(data())
        .isEqualTo(
            """
            {"Name":{"$delete":1},"Interests":{"$add":["shoes","bags"]},\
            "Coupons":{"$remove":["WELCOME10"]},"Visits":{"$incr":10},"Credit":{"$decr":2.5},\
            "Tier":{"$delete":1}}\
            """);
  }

  @Test
  void operators_withoutValues_throw() {
    assertThatIllegalArgumentException().isThrownBy(() -> profile.add("Interests"));
    assertThatIllegalArgumentException().isThrownBy(() -> profile.remove("Interests"));
  }

  @Test
  void toString_values_areNotInIt() {
    profile.email("ann@example.com").set("Tier", "Gold");
    assertThat(profile).hasToString("Profile[Email, Tier]");
  }

  private String data() {
    String json = json(profile);
    return json.substring(json.indexOf("\"profileData\":") + 14, json.length() - 1);
  }

  @Test
  void sameOperatorTwice_isOneChangeOfBoth() {
    profile
        .add("Interests", "shoes")
        .add("Interests", "bags", "hats")
        .remove("Cities", "Rome")
        .remove("Cities", "Oslo")
        .increase("Visits", 1)
        .increase("Visits", 2.5)
        .decrease("Credit", 1)
        .decrease("Credit", 1);

    assertThat(json(profile))
        .contains("\"Interests\":{\"$add\":[\"shoes\",\"bags\",\"hats\"]}")
        .contains("\"Cities\":{\"$remove\":[\"Rome\",\"Oslo\"]}")
        .contains("\"Visits\":{\"$incr\":3.5}")
        .contains("\"Credit\":{\"$decr\":2}");
  }

  @Test
  void operatorOnWhatIsChangedOtherwise_throws() {
    profile.set("Tier", "Gold").add("Interests", "shoes").increase("Visits", 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.add("Tier", "Silver"))
        .withMessageContaining("Tier")
        .withMessageNotContaining("Gold");
    assertThatIllegalArgumentException().isThrownBy(() -> profile.remove("Interests", "shoes"));
    assertThatIllegalArgumentException().isThrownBy(() -> profile.decrease("Visits", 1));
  }
}
