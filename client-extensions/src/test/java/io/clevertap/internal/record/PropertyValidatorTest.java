package io.clevertap.internal.record;

import static io.clevertap.internal.record.CheckedRecords.event;
import static io.clevertap.internal.record.CheckedRecords.fill;
import static io.clevertap.internal.record.CheckedRecords.invalid;
import static io.clevertap.internal.record.CheckedRecords.passes;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.PropertyOperator;
import io.clevertap.exception.InvalidRecordException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests each limit of properties at the limit and beyond. */
class PropertyValidatorTest {

  @Test
  void check_blankKey_isInvalid() {
    invalid(Profile.ofIdentity("ann").set(" ", 1), "key is blank");
    invalid(Event.named("Seen").identity("ann").set("", 1), "key is blank");
  }

  @Test
  void check_forbiddenCharacterInKey_isInvalid() {
    for (char character : ProfileProperties.FORBIDDEN_KEY_CHARACTERS.toCharArray()) {
      invalid(Profile.ofIdentity("ann").set("a" + character, 1), "contains " + character);
    }
    for (char character : EventProperties.FORBIDDEN_KEY_CHARACTERS.toCharArray()) {
      invalid(Event.named("Seen").identity("ann").set("a" + character, 1), "contains");
      invalid(Event.named("a" + character).identity("ann"), "evtName", "is not free of");
    }
    passes(Event.named("# of items").identity("ann").set("#", 1));
  }

  @Test
  void check_keyLength_countsBytesInProfilesAndCharactersInEvents() {
    for (String character : List.of("k", "é", "日", "🙂")) {
      String longest = fill(character, ProfileProperties.MAX_KEY_BYTES);
      passes(Profile.ofIdentity("ann").set(longest, 1));
      invalid(
          Profile.ofIdentity("ann").set(longest + "x", 1),
          ProfileProperties.MAX_KEY_BYTES + 1 + " bytes; the limit is");

      longest = character.repeat(EventProperties.MAX_KEY_LENGTH);
      passes(Event.named("Seen").identity("ann").set(longest, 1));
      invalid(
          Event.named("Seen").identity("ann").set(longest + "x", 1),
          EventProperties.MAX_KEY_LENGTH + 1 + " characters; the limit is");
    }
  }

  @Test
  void check_ownKeyThatTheModelDeclares_isInvalid() {
    ProfileProperties twice =
        new ProfileProperties()
            .email("ann@example.com")
            .putAdditionalProperty("Email", "bob@example.com");
    invalid(
        () -> new ProfileRecord().identity("ann").profileData(twice),
        "the key 'Email' is a field of the model");
    invalid(() -> event("Items", List.of()), "the key 'Items' is a field of the model");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void check_numberThatIsNotFinite_isInvalidWhereverItIs(double number) {
    for (Object value :
        List.of(number, (float) number, List.of(number), Map.of("a", List.of(number)))) {
      invalid(() -> event("Price", value), "Price", "is NaN or infinite");
      assertThatExceptionOfType(InvalidRecordException.class)
          .isThrownBy(() -> EncodedRecord.of(() -> event("Price", value), 0, false))
          .withMessageContaining("NaN or infinite");
    }
    EventRecord purchase = Event.charged().identity("ann").toRecord();
    purchase.getEventData().addItemsItem(Map.of("Price", number));
    invalid(() -> purchase, "Items/Price is NaN");
  }

  @Test
  void check_mapThatContainsItself_isInvalid() {
    Map<String, Object> map = new HashMap<>();
    map.put("self", map);
    List<Object> list = new ArrayList<>();
    list.add(list);
    Map<String, Object> operator = new HashMap<>();
    operator.put("$add", List.of(operator));

    for (Object value : List.of(map, list, operator)) {
      invalid(() -> event("Loop", value), "Loop has more than 3 levels");
      invalid(
          () ->
              new ProfileRecord().identity("ann").profileData(new ProfileProperties().name(value)),
          "Name");
      assertThatExceptionOfType(InvalidRecordException.class)
          .isThrownBy(() -> EncodedRecord.of(() -> event("Loop", value), 0, false))
          .withMessageContaining("more than 64 levels");
    }
    EventRecord seen = event("a", 1);
    seen.getEventData().addItemsItem(map);
    invalid(() -> seen, "Items has more than 3 levels");
  }

  @Test
  void check_valueLength_countsBytesWhereverTheValueIs() {
    for (String character : List.of("v", "é", "日", "🙂")) {
      String longest = fill(character, ProfileProperties.MAX_VALUE_BYTES);
      String tooLong = longest + "x";
      String problem = ProfileProperties.MAX_VALUE_BYTES + 1 + " bytes; the limit is";
      Profile profile =
          Profile.ofIdentity("ann")
              .name(longest)
              .timeZone(longest)
              .photo(longest)
              .set("Plain", longest)
              .set("List", List.of(longest))
              .set("Map", Map.of("inner", longest))
              .add("Added", longest);
      passes(profile);
      invalid(Profile.ofIdentity("ann").name(tooLong), "Name has " + problem);
      invalid(Profile.ofIdentity("ann").timeZone(tooLong), "Tz has ");
      invalid(Profile.ofIdentity("ann").photo(tooLong), "Photo has ");
      invalid(Profile.ofIdentity("ann").email("a@" + longest), "Email has");
      invalid(Profile.ofIdentity("ann").set("Plain", tooLong), "Plain has " + problem);
      invalid(Profile.ofIdentity("ann").set("List", List.of("a", tooLong)), "List has");
      invalid(Profile.ofIdentity("ann").set("Map", Map.of("in", tooLong)), "Map/in has");
      invalid(Profile.ofIdentity("ann").add("Added", tooLong), "Added");
      invalid(Profile.ofIdentity("ann").remove("Gone", tooLong), "Gone");
      passes(Event.named("Seen").identity("ann").set("Plain", longest));
      invalid(Event.named("Seen").identity("ann").set("Plain", tooLong), problem);
      invalid(Event.charged().identity("ann").item(Map.of("Title", tooLong)), "Items/Title");
    }
  }

  @Test
  void check_multiValue_isLimitedInProfilesAlone() {
    List<Integer> most = Collections.nCopies(ProfileProperties.MAX_VALUES, 1);
    List<Integer> tooMany = Collections.nCopies(ProfileProperties.MAX_VALUES + 1, 1);
    passes(Profile.ofIdentity("ann").set("Tags", most));
    invalid(Profile.ofIdentity("ann").set("Tags", tooMany), "Tags has 101 values; the limit");
    passes(Event.named("Seen").identity("ann").set("Tags", tooMany));
  }

  @Test
  void check_operator_hasExactlyOne() {
    invalid(
        Profile.ofIdentity("ann").set("Tags", new PropertyOperator()),
        "Tags has 0 properties; the minimum is 1");
    invalid(
        Profile.ofIdentity("ann")
            .set("Tags", new PropertyOperator().add(List.of("a")).remove(List.of("b"))),
        "Tags has 2 properties; the limit is 1");
    invalid(Profile.ofIdentity("ann").set("Tags", Map.of("$add", List.of())), "Tags.$add has 0");
    passes(Profile.ofIdentity("ann").set("Prices", Map.of("$usd", 5)));
    passes(Event.named("Seen").identity("ann").set("Prices", Map.of("a", Map.of("$usd", 5))));
    invalid(
        Profile.ofIdentity("ann").set("Tags", Map.of("$incr", 1, "more", 1)),
        "Tags is not an operator");
    invalid(
        Event.named("Seen").identity("ann").set("Count", Map.of("$incr", 1)),
        "Count is not an operator that CleverTap applies here");
    passes(Profile.ofIdentity("ann").set("Count", Map.of("$incr", 1.5)));
  }

  @Test
  void check_nestedObjects_areLimitedInDepthAndNumber() {
    Map<String, Object> deepest = Map.of("2", Map.of("3", Map.of("value", 1)));
    passes(Profile.ofIdentity("ann").set("1", deepest));
    invalid(
        Profile.ofIdentity("ann").set("1", Map.of("2", Map.of("3", Map.of("4", Map.of())))),
        "1 has more than " + ProfileRecord.MAX_DEPTH + " levels of nested objects");
    invalid(Event.named("Seen").identity("ann").set("1", Map.of("0", deepest)), "levels");

    Profile profile = Profile.ofIdentity("ann");
    IntStream.range(0, ProfileRecord.MAX_ROOT_OBJECTS)
        .forEach(i -> profile.set("object " + i, List.of(Map.of("a", 1))));
    passes(profile);
    invalid(profile.set("one more", Map.of()), "6 nested objects; the limit is 5");
  }
}
