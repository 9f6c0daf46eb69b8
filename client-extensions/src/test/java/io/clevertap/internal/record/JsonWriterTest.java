package io.clevertap.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.clevertap.client.api.LimitException;
import io.clevertap.client.model.Education;
import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.Gender;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.PropertyOperator;
import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.YesNo;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

  @Test
  void write_severalValues_eachIsCompleteAndAlone() {
    assertThat(written(Map.of("a", 1))).isEqualTo("{\"a\":1}");
    assertThat(written(Map.of("b", 2))).isEqualTo("{\"b\":2}");
  }

  @Test
  void write_afterAValueThatFailedInTheMiddle_containsNothingOfIt() {
    assertThatThrownBy(() -> Json.write(List.of("left over", Double.NaN)))
        .isInstanceOf(LimitException.class);

    assertThat(written(Map.of("a", 1))).isEqualTo("{\"a\":1}");
  }

  @Test
  void write_valueWhoseSerializerThrowsAnIoException_throwsLimitException() {
    JsonSerializable value =
        new JsonSerializable.Base() {
          @Override
          public void serialize(JsonGenerator json, SerializerProvider provider)
              throws IOException {
            throw new IOException("planned");
          }

          @Override
          public void serializeWithType(
              JsonGenerator json, SerializerProvider provider, TypeSerializer type)
              throws IOException {
            serialize(json, provider);
          }
        };

    assertThatThrownBy(() -> Json.write(value)).isInstanceOf(LimitException.class);
  }

  @Test
  void write_recordWithEachField_isTheJsonOfJackson() throws Exception {
    ProfileProperties properties =
        new ProfileProperties()
            .name("Ada")
            .email("ada@example.com")
            .phone("+4915112345678")
            .gender(Gender.FEMALE)
            .dateOfBirth("$D_0")
            .age(36)
            .employed(YesNo.YES)
            .education(Education.GRADUATE)
            .married(YesNo.NO)
            .timeZone("Europe/Berlin")
            .photo("https://example.com/ada.png")
            .subscribedToEmail(true)
            .subscribedToPush(false)
            .subscribedToSms(true)
            .subscribedToWhatsapp(false)
            .doNotDisturbPhone(true)
            .doNotDisturbEmail(false)
            .unsubscribedCategories(Map.of("email", List.of("news")))
            .resubscribedCategories(Map.of("push", List.of("offers")));
    EventProperties event = new EventProperties().items(List.of(Map.of("Price", 49.5)));
    List.of("text", 1, 2L, true, 0.5, 0.5f, new BigDecimal("1.50"), List.of(1), Map.of("a", 1))
        .forEach(value -> event.putAdditionalProperty(value.getClass().getName(), value));
    properties.putAdditionalProperty("Nothing", null);
    properties.putAdditionalProperty("Score", new PropertyOperator().increase(BigDecimal.ONE));
    for (UploadRecord record :
        List.of(
            new ProfileRecord().identity("a").timestamp(1L).profileData(properties),
            new ProfileRecord().type("other").objectId("a").fbid("b").gpid("c"),
            new EventRecord().identity("a").eventName("Seen").eventData(event),
            new TokenRecord().objectId("a").tokenData(new TokenData().id("b")))) {
      assertThat(written(record)).isEqualTo(Json.MAPPER.writeValueAsString(record));
    }
  }

  @Test
  void write_propertiesWithANullKey_throwsLimitException() {
    ProfileProperties properties = new ProfileProperties();
    properties.putAdditionalProperty(null, "value");

    assertThatThrownBy(() -> Json.write(properties)).isInstanceOf(LimitException.class);
    assertThat(written(Map.of("a", 1))).isEqualTo("{\"a\":1}");
  }

  @Test
  void write_afterALongValue_containsNothingOfIt() {
    String text = "x".repeat(100_000);

    assertThat(written(text)).isEqualTo('"' + text + '"');
    assertThat(written(Map.of("a", 1))).isEqualTo("{\"a\":1}");
  }

  @Test
  void write_onManyThreads_eachGetsItsOwnValue() {
    List<String> parallel =
        IntStream.range(0, 20_000).parallel().mapToObj(i -> written(List.of(i))).toList();
    assertThat(parallel)
        .isEqualTo(IntStream.range(0, 20_000).mapToObj(i -> "[" + i + "]").toList());
  }

  private static String written(Object value) {
    try {
      return new String(Json.write(value), StandardCharsets.UTF_8);
    } catch (LimitException e) {
      throw new AssertionError(e);
    }
  }
}
