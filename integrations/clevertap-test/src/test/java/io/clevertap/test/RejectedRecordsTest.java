package io.clevertap.test;

import static io.clevertap.client.model.RecordErrorCode.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.SystemEventName;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server rejects invalid records, which the SDK would not send. */
@CleverTapServer
class RejectedRecordsTest {

  static Stream<Arguments> invalid() {
    return Stream.of(
        arguments("{'type': 'person', 'identity': '1'}", TYPE_INVALID),
        arguments("{'identity': '1', 'profileData': {}}", TYPE_INVALID),
        arguments("{'type': 'profile', 'identity': '1'}", TYPE_INVALID),
        arguments("null", TYPE_INVALID),
        arguments("{'type': 'profile', 'profileData': {}}", IDENTITY_MISSING),
        arguments("{'type': 'profile', 'identity': ' ', 'profileData': {}}", IDENTITY_MISSING),
        arguments("{'type': 'event', 'evtName': 'A', 'evtData': {}}", IDENTITY_MISSING),
        arguments(
            "{'type': 'profile', 'identity': '1', 'ts': 0, 'profileData': {}}", TIMESTAMP_INVALID),
        arguments(
            "{'type': 'event', 'identity': '1', 'ts': 1468308340123, 'evtName': 'A', 'evtData': {}}",
            TIMESTAMP_INVALID),
        arguments(
            "{'type': 'event', 'identity': '1', 'ts': 'now', 'evtName': 'A', 'evtData': {}}",
            TIMESTAMP_INVALID),
        arguments("{'type': 'event', 'identity': '1', 'evtData': {}}", EVENT_NAME_MISSING),
        arguments("{'type': 'event', 'identity': '1', 'evtName': 'A'}", EVENT_STRUCTURE_INVALID),
        arguments(eventOf(101), TOO_MANY_EVENT_PROPERTIES),
        arguments(profile("'Gender': 'X'"), GENDER_INVALID),
        arguments(profile("'Email': '$$$$$'"), EMAIL_INVALID),
        arguments(profile("'Phone': '+44+441234'"), PHONE_INVALID),
        arguments(profile("'Phone': '223'"), PHONE_INVALID),
        arguments(profile("'Employed': 'maybe'"), EMPLOYED_INVALID),
        arguments(profile("'Education': 'Life'"), EDUCATION_INVALID),
        arguments(profile("'Married': true"), MARRIED_INVALID),
        arguments(profile("'Age': 'aa'"), AGE_INVALID),
        arguments(profile("'Age': -1"), AGE_INVALID),
        arguments("{'type': 'token', 'tokenData': {}}", TOKEN_OBJECT_ID_INVALID),
        arguments("{'type': 'token', 'objectId': 'a'}", TOKEN_DATA_INVALID),
        arguments(token("'type': 'fcm'"), TOKEN_ID_MISSING),
        arguments(token("'id': 'a'"), TOKEN_TYPE_MISSING),
        arguments(token("'id': 'a', 'type': 'pigeon'"), TOKEN_DATA_INVALID));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void upload_ofAnInvalidRecord_rejectsIt(
      String record, RecordErrorCode code, FakeCleverTap server) {
    JsonNode response =
        upload(server, "{'type': 'profile', 'identity': '2', 'profileData': {}}", record);

    assertThat(response.path("status").asText()).isEqualTo("partial");
    assertThat(response.path("processed").asInt()).isEqualTo(1);
    assertThat(response.at("/unprocessed/0/code").asInt()).isEqualTo(code.getValue());
    assertThat(response.at("/unprocessed/0/error").asText())
        .isEqualTo(code.getDescription() + ". Skipped record number : 2");
    assertThat(server.profile("1")).isEmpty();
    assertThat(server.profile("2")).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void upload_ofAnEventWithAReservedName_rejectsIt(SystemEventName name, FakeCleverTap server) {
    String spelt = name.getValue().toUpperCase().replace(" ", "  ");
    JsonNode response =
        upload(
            server,
            "{'type': 'event', 'identity': '1', 'evtName': '" + spelt + "', 'evtData': {}}");

    assertThat(response.path("status").asText()).isEqualTo("fail");
    assertThat(response.at("/unprocessed/0/code").asInt())
        .isEqualTo(SYSTEM_EVENT_RESTRICTED.getValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Age': '18'",
        "'Gender': {'$delete': 1}",
        "'Email': 'a@b.c', 'Phone': '+35922333232', 'identity': 4, 'created_at': 'today'"
      })
  void upload_ofPropertiesThatCleverTapAccepts_acceptsThem(
      String properties, FakeCleverTap server) {
    assertThat(upload(server, profile(properties)).path("status").asText()).isEqualTo("success");
  }

  @Test
  void upload_ofARejectedRecord_echoesTheIdentityAsAStringAndThePhoneAsANumber(
      FakeCleverTap server) {
    JsonNode response =
        upload(
            server,
            "{'type': 'profile', 'identity': 13,"
                + " 'profileData': {'Phone': '+35922333232', 'Age': 'aa'}}");

    assertThat(response.at("/unprocessed/0/record/identity").isTextual()).isTrue();
    assertThat(response.at("/unprocessed/0/record/profileData/Phone").asLong())
        .isEqualTo(35922333232L);
    assertThat(response.at("/unprocessed/0/record/profileData/Phone").isNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{'type': 'person'}", "{'type': 'profile', 'profileData': 1}"})
  void uploads_withAnElementThatIsNotARecord_nameIt(String record, FakeCleverTap server) {
    upload(server, record);

    assertThatIllegalStateException()
        .isThrownBy(server::uploads)
        .withMessageContaining(record.replace("'", "\"").replace(" ", ""));
  }

  private static String profile(String properties) {
    return "{'type': 'profile', 'identity': '1', 'profileData': {" + properties + "}}";
  }

  private static String token(String data) {
    return "{'type': 'token', 'objectId': 'a', 'tokenData': {" + data + "}}";
  }

  private static String eventOf(int properties) {
    return IntStream.range(0, properties)
        .mapToObj(i -> "'p" + i + "': " + i)
        .collect(
            Collectors.joining(
                ", ", "{'type': 'event', 'identity': '1', 'evtName': 'A', 'evtData': {", "}}"));
  }

  private static JsonNode upload(FakeCleverTap server, String... records) {
    String body = "{\"d\": [" + String.join(", ", records).replace('\'', '"') + "]}";
    try {
      return new ObjectMapper()
          .readTree(RawHttp.post(server, Operation.UPLOAD.path(), body).body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
