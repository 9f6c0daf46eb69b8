package io.clevertap.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.Uploadable;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.exception.InvalidRecordException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any text and any number arrives unchanged, or nothing is sent. */
class RecordJsonPropertyTest {

  private static final ObjectMapper OTHER_SIDE =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Property
  void json_anyUnicodeText_arrivesAsItIs(@ForAll("unicode") String text) throws IOException {
    Profile profile =
        Profile.ofIdentity(text)
            .name(text)
            .set("key " + text, text)
            .set("List", List.of(text))
            .set("Map", Map.of(text, text));

    JsonNode sent = sent(profile);

    JsonNode data = sent.get("profileData");
    assertThat(sent.get("identity").textValue()).isEqualTo(text);
    assertThat(data.get("Name").textValue()).isEqualTo(text);
    assertThat(data.get("key " + text).textValue()).isEqualTo(text);
    assertThat(data.get("List").get(0).textValue()).isEqualTo(text);
    assertThat(data.get("Map").get(text).textValue()).isEqualTo(text);
  }

  @Property
  void json_anyChars_arriveUnchangedOrAreInvalid(@ForAll("chars") String text) throws IOException {
    Event event = Event.named("Seen").identity("ann").set("Text", text);
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      assertThat(sent(event).get("evtData").get("Text").textValue()).isEqualTo(text);
    } else {
      assertThatExceptionOfType(InvalidRecordException.class)
          .isThrownBy(() -> sent(event))
          .withMessageContaining("surrogate");
    }
  }

  @Property
  void json_anyWholeNumber_arrivesAsItIs(@ForAll long number) throws IOException {
    JsonNode data = sent(Profile.ofIdentity("ann").set("Number", number)).get("profileData");
    assertThat(data.get("Number").longValue()).isEqualTo(number);
  }

  @Property
  void json_anyFloatingNumber_arrivesAsItIs(@ForAll double number) throws IOException {
    JsonNode data = sent(Profile.ofIdentity("ann").set("Number", number)).get("profileData");
    assertThat(data.get("Number").doubleValue()).isEqualTo(number);
  }

  @Property
  void json_anyExactNumber_arrivesAsItIs(@ForAll BigDecimal number) throws IOException {
    Profile profile = Profile.ofIdentity("ann").set("Number", number).increase("More", number);
    JsonNode data = sent(profile).get("profileData");
    assertThat(data.get("Number").decimalValue()).isEqualByComparingTo(number);
    assertThat(data.get("More").get("$incr").decimalValue()).isEqualByComparingTo(number);
  }

  @Property
  void json_readByTheModelsAndWrittenAgain_isTheSame(
      @ForAll("unicode") String text, @ForAll @IntRange(max = 150) int number) throws Exception {
    for (Uploadable record :
        List.<Uploadable>of(
            Profile.ofIdentity(text)
                .name(text)
                .age(number)
                .employed(number > 50)
                .set("x" + text, number),
            Event.charged()
                .objectId(text)
                .set("x" + text, number % 2 == 0)
                .item(Map.of(text, number)))) {
      byte[] json = EncodedRecord.of(record, 0, false).json();
      UploadRecord read = Json.MAPPER.readValue(json, UploadRecord.class);
      assertThat(Json.write(read)).isEqualTo(json);
    }
  }

  @Property
  void check_valueLength_isTheNumberOfItsBytes(@ForAll("unicode") String text) {
    String value = text.repeat(1 + 600 / Math.max(1, text.length()));
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    Profile profile = Profile.ofIdentity("ann").set("Text", value);
    if (bytes <= ProfileProperties.MAX_VALUE_BYTES) {
      EncodedRecord.of(profile, 0, true);
    } else {
      assertThatExceptionOfType(InvalidRecordException.class)
          .isThrownBy(() -> EncodedRecord.of(profile, 0, true))
          .withMessageContaining("Text has " + bytes + " bytes");
    }
  }

  @Provide
  Arbitrary<String> unicode() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0, 0x1F),
            Arbitraries.integers().between(0x20, 0x7F),
            Arbitraries.integers().between(0x80, 0x7FF),
            Arbitraries.integers().between(0x800, 0xD7FF),
            Arbitraries.of(0x2028, 0xFEFF, 0xFFFE, 0xFFFF, 0xFFFD),
            Arbitraries.integers().between(0x10000, 0x10FFFF),
            Arbitraries.of((int) '"', (int) '\\', (int) '/', (int) '$', 0))
        .list()
        .ofMaxSize(20)
        .map(RecordJsonPropertyTest::text);
  }

  /** Characters, many of them surrogates or parts of what looks like an escaped one. */
  @Provide
  Arbitrary<String> chars() {
    Arbitrary<String> surrogates =
        Arbitraries.oneOf(
                Arbitraries.chars().range('\uD800', '\uDBFF'),
                Arbitraries.chars().range('\uDC00', '\uDFFF'),
                Arbitraries.chars().all())
            .list()
            .ofMaxSize(6)
            .map(chars -> chars.stream().map(String::valueOf).reduce("", String::concat));
    Arbitrary<String> escapes = Arbitraries.strings().withChars("\\uD8x\"\n").ofMaxLength(20);
    Arbitrary<String> one = Arbitraries.of("", "\uD800", "\uDFFF", "\uD83D\uDE00");
    return Arbitraries.oneOf(
        surrogates,
        Combinators.combine(escapes, one, escapes).as((before, it, after) -> before + it + after));
  }

  private static JsonNode sent(Uploadable record) throws IOException {
    return OTHER_SIDE.readTree(EncodedRecord.of(record, 0, false).json());
  }

  private static String text(List<Integer> codePoints) {
    StringBuilder text = new StringBuilder();
    codePoints.forEach(text::appendCodePoint);
    return text.toString();
  }
}
