package io.clevertap.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordConverterTest {

  private static final long TIME = 1_767_225_600_000L;

  @Test
  void convert_eventWithDefaults_takesUserFromKeyAndTimeFromRecord() {
    assertThat(json(Map.of(), "u1", Map.of("price", 49.5)))
        .isEqualTo(
            "{\"type\":\"event\",\"identity\":\"u1\",\"ts\":1767225600,\"evtName\":\"Seen\","
                + "\"evtData\":{\"price\":49.5}}");
  }

  @Test
  void convert_profile_takesOperatorsAndDeclaredProperties() {
    String json =
        json(
            Map.of("record.type", "profile", "timestamp.from", "none", "user.id.kind", "objectId"),
            "u1",
            Map.of("Email", "a@b.c", "score", Map.of("$incr", 5), "address", Map.of("city", "x")));

    assertThat(json)
        .contains("\"objectId\":\"u1\"", "\"Email\":\"a@b.c\"", "\"score\":{\"$incr\":5}")
        .contains("\"address\":{\"city\":\"x\"}")
        .doesNotContain("\"ts\"");
  }

  @Test
  void convert_token_takesCleverTapsFields() {
    assertThat(json(Map.of("record.type", "token"), "d1", Map.of("id", "t", "type", "fcm")))
        .isEqualTo(
            "{\"type\":\"token\",\"objectId\":\"d1\",\"tokenData\":{\"id\":\"t\",\"type\":\"fcm\"}}");
    assertInvalid(Map.of("record.type", "token"), "d1", Map.of("id", "t", "typ", "fcm"));
  }

  @Test
  void convert_auto_takesTheTypeFromTheRecord() {
    Map<String, String> auto = Map.of("record.type", "auto");

    assertThat(json(auto, "u1", Map.of("type", "profile", "a", 1)))
        .contains("\"type\":\"profile\"", "\"profileData\":{\"a\":1}");
    assertThat(json(auto, "u1", Map.of("type", "event", "a", 1)))
        .contains("\"type\":\"event\"", "\"evtData\":{\"a\":1}");
    assertInvalid(auto, "u1", Map.of("type", "other"));
    assertInvalid(auto, "u1", Map.of());
  }

  @Test
  void convert_sources_areFoundInKeyValueHeaderAndTopic() {
    Map<String, String> options =
        Map.of(
            "user.id.from", "value.user.id",
            "event.name", "",
            "event.name.from", "header.kind",
            "timestamp.from", "value.at");
    SinkRecord record =
        record(null, Map.of("user", Map.of("id", 42L), "at", "2026-01-01T00:00:00Z"));
    record.headers().addString("kind", "Bought");

    assertThat(converter(options).convert(record).toJson())
        .contains("\"identity\":\"42\"", "\"evtName\":\"Bought\"", "\"ts\":1767225600")
        .doesNotContain("\"at\"");
    assertThat(
            json(
                Map.of("event.name", "", "event.name.from", "topic", "user.id.from", "key.id"),
                Map.of("id", "u1"),
                Map.of()))
        .contains("\"evtName\":\"orders\"", "\"identity\":\"u1\"");
    assertThat(
            json(Map.of("event.name", "", "topic.event.names", "orders:Charged"), "u1", Map.of()))
        .contains("\"evtName\":\"Charged\"");
  }

  @Test
  void convert_fields_areIncludedExcludedAndRenamed() {
    assertThat(
            json(
                Map.of("fields.include", "a,b", "fields.exclude", "b", "fields.rename", "a:Amount"),
                "u1",
                Map.of("a", 1, "b", 2, "c", 3)))
        .contains("\"evtData\":{\"Amount\":1}");
  }

  @Test
  void convert_struct_readsLogicalTypesAndLeavesOutNulls() {
    Schema schema =
        SchemaBuilder.struct()
            .field("at", Timestamp.SCHEMA)
            .field("time", Time.SCHEMA)
            .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("total", Decimal.schema(2))
            .field("none", Schema.OPTIONAL_STRING_SCHEMA)
            .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .build();
    Struct value =
        new Struct(schema)
            .put("at", new Date(TIME))
            .put("time", new Date(3_600_000))
            .put("day", new Date(TIME))
            .put("total", new BigDecimal("49.99"))
            .put("tags", List.of("a"));

    assertThat(converter(Map.of()).convert(record("u1", schema, value)).toJson())
        .contains("\"at\":\"$D_1767225600\"", "\"time\":\"01:00\"", "\"day\":\"$D_1767225600\"")
        .contains("\"total\":49.99", "\"tags\":[\"a\"]")
        .doesNotContain("none");
  }

  @Test
  void convert_jsonText_keepsAllDigits() {
    assertThat(json(Map.of(), "u1", "{\"a\":12345678901234567890,\"b\":1.10,\"c\":null}"))
        .contains("\"evtData\":{\"a\":12345678901234567890,\"b\":1.10}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1]", "null", "\"x\"", "{\"a\":1} {}", "{\"a\":"})
  void convert_textThatIsNoJsonObject_isInvalidWithoutTheText(String text) {
    assertInvalid(Map.of(), "u1", text);
  }

  @Test
  void convert_valueThatCannotBeStored_isInvalid() {
    assertInvalid(Map.of(), "u1", Map.of("a", new byte[] {1}));
    assertInvalid(Map.of(), "u1", Map.of("a", Arrays.asList("x", null)));
    assertInvalid(Map.of(), "u1", 7);
    assertInvalid(Map.of(), "u1", Map.of("schema", Map.of(), "payload", Map.of()));
    assertInvalid(Map.of("record.type", "profile"), "u1", Map.of("a", Map.of("$inc", 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> converter(Map.of()).convert(record("u1", Map.of("a", Double.NaN))));
  }

  @Test
  void convert_recordWithoutUserNameOrTime_isInvalid() {
    assertInvalid(Map.of(), null, Map.of());
    assertInvalid(Map.of(), " ", Map.of());
    assertInvalid(Map.of("user.id.from", "value.id"), "u1", Map.of("id", true));
    assertInvalid(Map.of("event.name", "", "topic.event.names", "views:Viewed"), "u1", Map.of());
    assertInvalid(Map.of("timestamp.from", "value.at"), "u1", Map.of("at", "yesterday"));
    assertInvalid(Map.of("timestamp.from", "value.at"), "u1", Map.of());
  }

  private static void assertInvalid(Map<String, String> options, Object key, Object value) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> converter(options).convert(record(key, value)))
        .satisfies(e -> assertThat(e).hasNoCause())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("{\"a\"", "yesterday"));
  }

  private static String json(Map<String, String> options, Object key, Object value) {
    return converter(options).convert(record(key, value)).toJson();
  }

  private static RecordConverter converter(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(SinkConfigTest.VALID);
    all.putAll(options);
    return new RecordConverter(new SinkConfig(all));
  }

  private static SinkRecord record(Object key, Object value) {
    return record(key, null, value);
  }

  private static SinkRecord record(Object key, Schema schema, Object value) {
    return new SinkRecord(
        "orders",
        0,
        null,
        key,
        schema,
        value,
        7,
        TIME,
        TimestampType.CREATE_TIME,
        new ConnectHeaders());
  }
}
