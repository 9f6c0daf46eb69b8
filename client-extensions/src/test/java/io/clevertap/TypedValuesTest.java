package io.clevertap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.client.model.ExportedEvent;
import io.clevertap.client.model.UserProfile;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.record.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedValuesTest {

  @Test
  void values_ofAProfile_areReadByTheNameOfTheUpload() throws JsonProcessingException {
    UserProfile profile =
        Json.MAPPER.readValue(
            """
            {"profileData": {"customertype": "Platinum", "score": 308.5, "age": "42", "vip": true,
              "since": "$D_1700000000", "tags": ["a", 1], "one": "b", "address": {"City": "Pune"},
              "gone": null}}
            """,
            UserProfile.class);

    assertThat(profile.text("Customer Type")).contains("Platinum");
    assertThat(profile.text("score")).contains("308.5");
    assertThat(profile.number("Score")).contains(new BigDecimal("308.5"));
    assertThat(profile.number("age")).contains(new BigDecimal("42"));
    assertThat(profile.flag("VIP")).contains(true);
    assertThat(profile.date("Since")).contains(Instant.ofEpochSecond(1_700_000_000));
    assertThat(profile.list("tags")).containsExactly("a", 1);
    assertThat(profile.list("one")).containsExactly("b");
    assertThat(profile.object("Address").flatMap(address -> address.text("city"))).contains("Pune");
    assertThat(profile.text("gone")).isEmpty();
    assertThat(profile.text("missing")).isEmpty();
    assertThat(profile.list("missing")).isEmpty();
    assertThat(new UserProfile().text("any")).isEmpty();
  }

  @Test
  void values_ofAnotherType_areAnErrorWithoutTheValue() throws JsonProcessingException {
    UserProfile profile =
        Json.MAPPER.readValue(
            "{\"profileData\": {\"a\": {\"b\": 1}, \"c\": \"zq-text\", \"d\": true}}",
            UserProfile.class);

    assertThatIllegalArgumentException().isThrownBy(() -> profile.text("a"));
    assertThatIllegalArgumentException().isThrownBy(() -> profile.number("d"));
    assertThatIllegalArgumentException().isThrownBy(() -> profile.flag("c"));
    assertThatIllegalArgumentException().isThrownBy(() -> profile.object("c"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.date("c"))
        .withMessageContaining("c is a String")
        .withMessageNotContaining("zq-text");
  }

  @Test
  void event_ofAnExport_hasItsNameAndItsLocalTime() throws JsonProcessingException {
    ExportedEvent exported =
        Json.MAPPER.readValue(
            "{\"ts\": \"20260123140416\", \"event_props\": {\"value\": \"pizza\"}}",
            ExportedEvent.class);

    EventOccurrence event = EventOccurrence.of("Ordered", exported);

    assertThat(event.name()).isEqualTo("Ordered");
    assertThat(event.time()).isEqualTo(LocalDateTime.of(2026, 1, 23, 14, 4, 16));
    assertThat(event.text("Value")).contains("pizza");
    assertThat(event.user().getIdentity()).isNull();
    assertThat(event.session()).isEmpty();
    assertThat(event).hasToString("EventOccurrence[Ordered]");
  }

  @Test
  void event_withoutATime_isNoEvent() {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> EventOccurrence.of("Ordered", new ExportedEvent()));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        1_700_000_000L, // epoch seconds
        1_101_010_101L, // the first of November of the year 0, if digits were missing in front
        20260123140416_000L,
        20260230000000L,
        20260123240000L,
        20260123140460L,
        -20260123140416L
      })
  void event_withoutAValidTime_isNoEvent(long time) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> EventOccurrence.of("Ordered", new ExportedEvent().timestamp(time)))
        .withMessageContaining(String.valueOf(time));
  }

  @Test
  void event_anyTime_isReadAsAFormatterReadsIt() {
    DateTimeFormatter form = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    new Random(1)
        .longs(10_000, 0, LocalDateTime.of(9999, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC))
        .mapToObj(second -> LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC))
        .forEach(
            time ->
                assertThat(
                        EventOccurrence.of(
                                "Ordered",
                                new ExportedEvent().timestamp(Long.valueOf(time.format(form))))
                            .time())
                    .isEqualTo(time));
  }
}
