package io.clevertap.internal.record;

import static io.clevertap.internal.record.CheckedRecords.invalid;
import static io.clevertap.internal.record.CheckedRecords.passes;
import static io.clevertap.internal.upload.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.clevertap.DeviceToken;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.Uploadable;
import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.SystemEventName;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.TokenType;
import io.clevertap.exception.InvalidRecordException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests each limit of the spec at the limit and beyond. */
class RecordValidatorTest {

  @Test
  void check_goodRecords_passes() {
    assertThatNoException()
        .isThrownBy(
            () ->
                batch(
                    Profile.ofIdentity("ann").email("ann@example.com").phone("+14155551234"),
                    Profile.ofIdentity("ann").delete("Name").delete("Gender").set("Gender", "M"),
                    Event.named("Seen").identity("ann"),
                    Event.charged().identity("ann").item(Map.of("Quantity", 1)),
                    DeviceToken.of("device", TokenType.FCM, "token")));
  }

  @Test
  void check_anyProblem_namesTheRecordsPlace() {
    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> batch(Profile.ofIdentity("ann"), Event.named("Seen")))
        .withMessageStartingWith("Record 1 ")
        .satisfies(e -> assertThat(e.index()).isEqualTo(1));
  }

  @Test
  void check_noIdentifier_isInvalid() {
    invalid(Event.named("Seen"), "0 of identity, objectId, FBID and GPID");
  }

  @Test
  void check_twoIdentifiers_isInvalid() {
    invalid(Event.named("Seen").identity("ann").objectId("device"), "has 2 of identity");
    invalid(Event.named("Seen").facebookId("1").googlePlusId("2"), "has 2 of identity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void check_blankIdentifier_isInvalid(String identity) {
    invalid(Profile.ofIdentity(identity), "identifier is blank");
  }

  @Test
  void check_timestampInMilliseconds_isInvalid() {
    Instant wrong = Instant.ofEpochSecond(ProfileRecord.TIMESTAMP_MAXIMUM + 1);
    invalid(
        Profile.ofIdentity("ann").at(wrong),
        "ts is above the maximum of 9999999999 (seconds",
        "not milliseconds");
    invalid(Event.named("Seen").identity("ann").at(wrong), "ts is above");
    invalid(Event.named("Seen").identity("ann").at(Instant.EPOCH), "ts is below the minimum of 1");
    passes(Profile.ofIdentity("ann").at(wrong.minusSeconds(1)));
    passes(Event.named("Seen").identity("ann").at(Instant.ofEpochSecond(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "ann@", "@example.com", "ann@ex@ample", "ann @example.com", ""})
  void check_email_isInvalidWithoutShowingIt(String email) {
    invalid(
        Profile.ofIdentity("1").email(email),
        "Email (" + email.length() + " characters) is not an email address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"14155551234", "+0123", "+", "+1 415 555", "+12345678901234567"})
  void check_phone_isInvalidWithoutShowingIt(String phone) {
    assertThat(invalid(Profile.ofIdentity("ann").phone(phone), "Phone (", "country code"))
        .doesNotContain("(" + phone);
  }

  @Test
  void check_ageBelowZero_isInvalidWithoutShowingIt() {
    assertThat(
            invalid(
                Profile.ofIdentity("ann").age(-7),
                "Age is below the minimum of 0 (error code 520)"))
        .doesNotContain("-7");
    passes(Profile.ofIdentity("ann").age(0));
  }

  @Test
  void check_gender_isInvalidUnlessItIsOneOrAnOperator() {
    invalid(Profile.ofIdentity("ann").set("Gender", "X"), "Gender");
    invalid(Profile.ofIdentity("ann").set("Gender", 1), "Gender");
    passes(Profile.ofIdentity("ann").set("Gender", "M"));
    passes(Profile.ofIdentity("ann").delete("Gender"));
  }

  @Test
  void check_name_isInvalidUnlessItIsTextOrAnOperator() {
    invalid(Profile.ofIdentity("ann").set("Name", 42), "Name");
    invalid(Profile.ofIdentity("ann").set("Name", List.of("Ann")), "Name");
    invalid(Profile.ofIdentity("ann").set("Name", Map.of("first", "Ann")), "Name");
  }

  @Test
  void check_dateOfBirth_isInvalidUnlessItIsADate() {
    assertThat(invalid(Profile.ofIdentity("ann").set("DOB", "1990-01-01"), "DOB"))
        .doesNotContain("1990");
    passes(Profile.ofIdentity("ann").set("DOB", "$D_-86400"));
  }

  @ParameterizedTest
  @EnumSource(SystemEventName.class)
  void check_systemEvent_isInvalidInAnySpelling(SystemEventName name) {
    for (String spelling :
        List.of(
            name.getValue(),
            name.getValue().toUpperCase(Locale.ROOT),
            name.getValue().replace(" ", ""))) {
      invalid(Event.named(spelling).identity("ann"), "only CleverTap raises");
    }
  }

  @Test
  void check_eventName_countsCharacters() {
    for (String character : List.of("n", "日", "🙂")) {
      String longest = character.repeat(EventRecord.EVENT_NAME_MAX_LENGTH);
      passes(Event.named(longest).identity("ann"));
      invalid(Event.named(longest + "x").identity("ann"), "513 characters; the limit is 512");
    }
    invalid(Event.named(" ").identity("ann"), "evtName is blank");
    invalid(
        () -> new EventRecord().identity("ann").eventData(new EventProperties()),
        "evtName is missing");
  }

  @Test
  void check_eventProperties_areCountedWithItems() {
    Event event = Event.charged().identity("ann");
    IntStream.range(0, EventProperties.MAX_PROPERTIES).forEach(i -> event.set("p" + i, i));
    passes(event);
    invalid(event.item(Map.of("a", 1)), "evtData has 101 properties; the limit is 100");
  }

  @Test
  void check_items_areLimited() {
    Event event = Event.charged().identity("ann");
    IntStream.range(0, EventProperties.ITEMS_MAX_ITEMS).forEach(i -> event.item(Map.of("a", i)));
    passes(event);
    invalid(event.item(Map.of("a", 1)), "Items has 257 items; the limit is 256");
  }

  @Test
  void check_itemKeys_areCheckedLikeOthers() {
    invalid(Event.charged().identity("ann").item(Map.of("a.b", 1)), "contains .");
    invalid(Event.charged().identity("ann").item(Map.of("k".repeat(121), 1)), "121 characters");
  }

  @Test
  void check_itemsOfAPurchase_areFlatMaps() {
    for (Event purchase : List.of(Event.charged(), Event.named("char ged"))) {
      invalid(
          purchase.identity("ann").set("Items", List.of("a book")),
          "Items contains a value that is not a map");
      invalid(
          purchase.set("Items", List.of(Map.of("Tags", List.of("a")))),
          "Items/Tags is a list or a map");
    }
  }

  @Test
  void check_itemsOfAnotherEvent_areLikeAnyProperty() {
    Event event = Event.named("Seen").identity("ann");
    passes(event.set("Items", List.of("a book", 2, true)));
    passes(event.set("Items", List.of(Map.of("Tags", List.of("a")))));
    invalid(event.set("Items", List.of("v".repeat(513))), "Items has 513 bytes");
  }

  @Test
  void check_wholeRecord_isLimitedInBytes() {
    Map<String, Object> big = new java.util.HashMap<>();
    IntStream.range(0, 300).forEach(i -> big.put("k" + i, "v".repeat(500)));
    invalid(Profile.ofIdentity("ann").set("Big", big), "bytes; the limit is 131072");
    invalid(Event.named("Seen").identity("ann").set("Big", big), "it has");
  }

  @Test
  void check_token_needsItsParts() {
    invalid(DeviceToken.of(" ", TokenType.FCM, "token"), "objectId");
    invalid(DeviceToken.of("device", TokenType.FCM, ""), "tokenData.id is empty (error code 532)");
    invalid(DeviceToken.of("device", null, "token"), "type");
    invalid(TokenRecord::new, "objectId");
    invalid(DeviceToken.ofChrome("device", "token", "key", null), "tokenData.keys.auth is missing");
    invalid(DeviceToken.ofChrome("device", "token", null, "auth"), "tokenData.keys.p256dh");
  }

  @Test
  void check_recordsWithoutData_areInvalid() {
    invalid(() -> new ProfileRecord().identity("ann"), "profileData");
    invalid(() -> new EventRecord().identity("ann").eventName("Seen"), "evtData");
  }

  @Test
  void of_uncheckedRecord_passes() {
    Profile profile =
        Profile.ofIdentity("").email("x").set("a.b", "v".repeat(600)).set("Gender", "X");
    assertThatNoException().isThrownBy(() -> EncodedRecord.of(profile, 0, false));
    assertThatNoException().isThrownBy(() -> EncodedRecord.of(ProfileRecord::new, 0, false));
  }

  @Test
  void check_onManyThreads_findsEveryInvalidEmailAndNoOther() {
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(
            i -> {
              Profile profile = Profile.ofIdentity("ann");
              if (i % 2 == 0) {
                passes(profile.email(i + "@example.com"));
              } else {
                invalid(profile.email(i + " at example.com"), "is not an email address");
              }
            });
  }

  @Test
  void of_noRecord_namesItsPlace() {
    org.assertj.core.api.Assertions.assertThatNullPointerException()
        .isThrownBy(() -> batch(Profile.ofIdentity("ann"), null))
        .withMessageContaining("record 1");
    org.assertj.core.api.Assertions.assertThatNullPointerException()
        .isThrownBy(() -> batch(() -> null))
        .withMessageContaining("record 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "\uDE42", "a\uD83Da", "\uDE42\uD83D", "🙂\uD83D"})
  void of_unpairedSurrogate_isInvalidWhereverItIs(String half) {
    for (Uploadable record :
        List.<Uploadable>of(
            Profile.ofIdentity(half),
            Profile.ofIdentity("ann").name(half),
            Profile.ofIdentity("ann").set(half, 1),
            Profile.ofIdentity("ann").set("Tags", List.of(half)),
            Event.named(half).identity("ann"),
            DeviceToken.of("device", TokenType.FCM, half))) {
      assertThat(invalid(record, "an unpaired surrogate")).doesNotContain(half);
      assertThatExceptionOfType(InvalidRecordException.class)
          .isThrownBy(() -> EncodedRecord.of(record, 0, false));
    }
  }
}
