package io.clevertap.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.clevertap.client.api.LimitException;
import java.io.IOException;
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
