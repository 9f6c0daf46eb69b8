package io.clevertap.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.client.api.LimitException;
import io.clevertap.client.api.Limits;
import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileProperties;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The check of a form agrees with the regular expression of the spec. */
class FormPropertyTest {

  private interface Check {
    void check() throws LimitException;
  }

  @Property
  void check_email_agreesWithThePattern(@ForAll("texts") String text) {
    ProfileProperties profile = new ProfileProperties().email(text);
    assertThat(accepts(() -> Limits.check(profile)))
        .isEqualTo(matches(ProfileProperties.EMAIL_PATTERN, text));
  }

  @Property
  void check_phone_agreesWithThePattern(@ForAll("phones") String text) {
    ProfileProperties profile = new ProfileProperties().phone(text);
    assertThat(accepts(() -> Limits.check(profile)))
        .isEqualTo(matches(ProfileProperties.PHONE_PATTERN, text));
  }

  @Property
  void check_date_agreesWithThePattern(@ForAll("dates") String text) {
    ProfileProperties profile = new ProfileProperties().dateOfBirth(text);
    assertThat(accepts(() -> Limits.check(profile)))
        .isEqualTo(matches(ProfileProperties.DATE_OF_BIRTH_PATTERN, text));
  }

  @Property
  void check_eventName_agreesWithThePattern(@ForAll("texts") String text) {
    EventRecord event = new EventRecord().eventName(text).eventData(new EventProperties());
    assertThat(accepts(() -> Limits.check(event)))
        .isEqualTo(!text.isEmpty() && matches(EventRecord.EVENT_NAME_PATTERN, text));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("ab@. \t\n$|\\\u00e4\u2003").ofMaxLength(8),
        Arbitraries.strings().ofMaxLength(8));
  }

  @Provide
  Arbitrary<String> phones() {
    return Arbitraries.strings().withChars("+019\u0660\n").ofMaxLength(18);
  }

  @Provide
  Arbitrary<String> dates() {
    return Arbitraries.strings()
        .withChars("-09\n\u0660")
        .ofMaxLength(6)
        .flatMap(end -> Arbitraries.of("$D_", "$D", "", "$D_-").map(start -> start + end));
  }

  private static boolean accepts(Check check) {
    try {
      check.check();
      return true;
    } catch (LimitException e) {
      return false;
    }
  }

  private static boolean matches(String pattern, String text) {
    return Pattern.compile(pattern.replaceFirst("\\$$", "\\\\z")).matcher(text).find();
  }
}
