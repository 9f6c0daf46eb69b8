package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records are read without a loss, or not at all. */
class RecordJsonTest {

  /** Numbers are equal if their values are. */
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? a.decimalValue().compareTo(b.decimalValue())
              : a.equals(b) ? 0 : 1;

  private static final List<String> PROFILE_FIELDS =
      List.of(
          "Name",
          "Email",
          "Phone",
          "Gender",
          "DOB",
          "Age",
          "Employed",
          "Education",
          "Married",
          "tz",
          "Photo",
          "MSG-email",
          "MSG-push",
          "MSG-sms",
          "MSG-whatsapp",
          "MSG-dndPhone",
          "unsubscribe",
          "Any");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Employed\":0",
        "\"Employed\":\"0\"",
        "\"Married\":1",
        "\"Married\":true",
        "\"Education\":0",
        "\"Education\":\"0\"",
        "\"Education\":false",
        "\"Age\":\"\"",
        "\"Age\":\"30\"",
        "\"Age\":true",
        "\"Age\":null",
        "\"Employed\":null",
        "\"Employed\":\"\"",
        "\"MSG-sms\":\"\"",
        "\"MSG-sms\":2",
        "\"MSG-sms\":0",
        "\"MSG-sms\":\"true\"",
        "\"MSG-sms\":null",
        "\"Email\":1",
        "\"Email\":true",
        "\"DOB\":1"
      })
  void read_valueOfAnotherType_isABadRecordWithItsColumn(String property) {
    String start = "{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{";

    BadRecordException bad =
        catchThrowableOfType(
            BadRecordException.class, () -> RecordJson.read(start + property + "}}"));

    assertThat(bad).isNotNull();
    assertThat(bad.column()).isBetween(start.length(), start.length() + property.length() + 2);
    assertThat(bad).hasMessageContaining("profileData.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"event\",\"identity\":\"1\",\"ts\":\"\",\"evtName\":\"e\",\"evtData\":{}}",
        "{\"type\":\"event\",\"identity\":\"1\",\"ts\":null,\"evtName\":\"e\",\"evtData\":{}}",
        "{\"type\":\"event\",\"identity\":\"1\",\"ts\":\"1\",\"evtName\":\"e\",\"evtData\":{}}",
        "{\"type\":\"event\",\"identity\":1,\"evtName\":\"e\",\"evtData\":{}}",
        "{\"type\":\"event\",\"identity\":\"1\",\"evtName\":\"e\",\"evtData\":\"\"}",
        "{\"type\":\"token\",\"objectId\":\"1\",\"tokenData\":{\"id\":\"t\",\"type\":1}}",
        "{\"type\":\"token\",\"objectId\":\"1\",\"tokenData\":{\"id\":\"t\",\"type\":\"1\"}}",
        "{\"type\":\"token\",\"objectId\":\"1\",\"tokenData\":\"\"}"
      })
  void read_fieldOfAnotherType_isABadRecord(String text) {
    assertThatThrownBy(() -> RecordJson.read(text)).isInstanceOf(BadRecordException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"Age\":jack", "\"Age\":1,\"Age\":2", "\"a\":[jack]", "\"a\":{\"b\":1"})
  void read_invalidJsonWithinProperties_isNotTakenForAnotherType(String property) {
    assertThatThrownBy(() -> RecordJson.read("{\"type\":\"profile\",\"profileData\":{" + property))
        .hasMessageContaining("invalid JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"identity\":jack}",
        "{\"jack\":\"x\",\"jack\":\"x\"}",
        "{\"type\":\"event\",\"ts\":12345678901234567890}",
        "{\"type\":\"profile\",\"profileData\":{\"Age\":98765432109876}}",
        "{\"type\":\"profile\",\"profileData\":{\"Age\":\"jack\"}}",
        "jack"
      })
  void read_badLine_repeatsNoValue(String text) {
    assertThatThrownBy(() -> RecordJson.read(text))
        .isInstanceOf(BadRecordException.class)
        .message()
        .doesNotContain("jack", "1234567890", "9876543210");
  }

  @Property(tries = 2000)
  void read_anyLine_isTheSameJsonOrBad(@ForAll("records") ObjectNode record) throws Exception {
    String text = RecordJson.MAPPER.writeValueAsString(record);
    JsonNode read;
    try {
      read = RecordJson.MAPPER.valueToTree(RecordJson.read(text));
    } catch (BadRecordException e) {
      assertThat(e.column()).isBetween(1, text.length() + 1);
      return;
    }
    assertThat(read.equals(BY_VALUE, record)).as("%s was read as %s", text, read).isTrue();
  }

  @Provide
  Arbitrary<ObjectNode> records() {
    Arbitrary<ObjectNode> data = object(Arbitraries.of(PROFILE_FIELDS));
    Arbitrary<JsonNode> token =
        object(Arbitraries.of("id", "type", "keys")).map(node -> (JsonNode) node);
    return object(Arbitraries.of("identity", "objectId", "FBID", "ts", "evtName"))
        .flatMap(
            record ->
                data.flatMap(
                    properties ->
                        Arbitraries.oneOf(token, values())
                            .flatMap(
                                other ->
                                    Arbitraries.of("profile", "event", "token")
                                        .map(type -> record(record, type, properties, other)))));
  }

  private static ObjectNode record(
      ObjectNode fields, String type, ObjectNode properties, JsonNode other) {
    ObjectNode record = fields.deepCopy();
    switch (type) {
      case "profile" -> record.remove("evtName");
      case "event" -> {}
      default -> record.remove(List.of("evtName", "ts", "identity"));
    }
    record.put("type", type);
    switch (type) {
      case "profile" -> record.set("profileData", properties);
      case "event" -> record.set("evtData", properties);
      default -> record.set("tokenData", other);
    }
    return record;
  }

  private static Arbitrary<ObjectNode> object(Arbitrary<String> names) {
    return Arbitraries.maps(names, values())
        .ofMaxSize(3)
        .map(
            fields -> {
              ObjectNode node = RecordJson.MAPPER.createObjectNode();
              fields.forEach(node::set);
              return node;
            });
  }

  private static Arbitrary<JsonNode> values() {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            Arbitraries.of(
                "", " ", "0", "1", "Y", "N", "M", "F", "true", "null", "Graduate", "fcm", "$D_1"),
            Arbitraries.strings().ofMaxLength(4),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(-1, 3),
            Arbitraries.of(
                Long.MAX_VALUE, new BigInteger("98765432109876543210"), new BigDecimal("1.10")));
    return Arbitraries.oneOf(
        scalars.injectNull(0.1).map(RecordJsonTest::tree),
        scalars
            .list()
            .ofMaxSize(2)
            .map(
                list -> {
                  ArrayNode array = RecordJson.MAPPER.createArrayNode();
                  list.forEach(value -> array.add(tree(value)));
                  return array;
                }),
        scalars.map(value -> RecordJson.MAPPER.createObjectNode().set("$add", tree(value))));
  }

  private static JsonNode tree(Object value) {
    return RecordJson.MAPPER.valueToTree(value);
  }

  @Test
  void json_ofControlCharactersAndHalfSurrogates_isTheSameContentAndPrintable() throws Exception {
    String text = "\ud800 \u009b2J \u001b ö \ud83d\ude00";

    String json = SafeText.json(RecordJson.MAPPER.writeValueAsString(text));

    assertThat(json).contains("\\ud800", "\\u009b2J", "ö", "\ud83d\ude00");
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(RecordJson.MAPPER.readValue(bytes, String.class)).isEqualTo(text);
  }
}
