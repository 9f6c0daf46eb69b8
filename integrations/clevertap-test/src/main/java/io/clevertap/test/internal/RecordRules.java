package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.SystemEventName;
import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.TokenType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules by which CleverTap rejects records. A record that breaks several rules gets the code of
 * the first one, in the order that CleverTap's responses show.
 */
final class RecordRules {

  static final String PROFILE = new ProfileRecord().getType();
  static final String EVENT = new EventRecord().getType();
  static final String TOKEN = new TokenRecord().getType();

  private static final Set<String> SYSTEM_EVENTS =
      Arrays.stream(SystemEventName.values())
          .map(name -> normalised(name.getValue()))
          .collect(Collectors.toUnmodifiableSet());

  private RecordRules() {}

  static String type(JsonNode record) {
    return record.path("type").asText();
  }

  static Optional<RecordErrorCode> refusal(JsonNode record) {
    String type = type(record);
    if (type.equals(TOKEN)) {
      return ofToken(record);
    }
    if (!type.equals(PROFILE) && !type.equals(EVENT)) {
      return Optional.of(RecordErrorCode.TYPE_INVALID);
    }
    if (Identifier.of(record).isEmpty()) {
      return Optional.of(RecordErrorCode.IDENTITY_MISSING);
    }
    if (!isTimestamp(record.path(ProfileRecord.JSON_PROPERTY_TIMESTAMP))) {
      return Optional.of(RecordErrorCode.TIMESTAMP_INVALID);
    }
    if (type.equals(EVENT)) {
      return ofEvent(record);
    }
    JsonNode properties = record.path(ProfileRecord.JSON_PROPERTY_PROFILE_DATA);
    return properties.isObject()
        ? ProfileRules.refusal(properties)
        : Optional.of(RecordErrorCode.TYPE_INVALID);
  }

  /** Returns a rejected record as CleverTap echoes it. */
  static JsonNode echo(JsonNode record, RecordErrorCode code) {
    if (!record.isObject()) {
      return Json.MAPPER.createObjectNode();
    }
    ObjectNode echo = record.deepCopy();
    if (echo.path(ProfileRecord.JSON_PROPERTY_IDENTITY).isNumber()) {
      echo.put(
          ProfileRecord.JSON_PROPERTY_IDENTITY,
          echo.get(ProfileRecord.JSON_PROPERTY_IDENTITY).asText());
    }
    ProfileRules.echoPhone(echo, code);
    return echo;
  }

  /** Returns an event name or a property key without case and spaces, which CleverTap ignores. */
  static String normalised(String name) {
    return name.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private static Optional<RecordErrorCode> ofEvent(JsonNode record) {
    String name = record.path(EventRecord.JSON_PROPERTY_EVENT_NAME).asText();
    JsonNode properties = record.path(EventRecord.JSON_PROPERTY_EVENT_DATA);
    if (name.isBlank()) {
      return Optional.of(RecordErrorCode.EVENT_NAME_MISSING);
    }
    if (SYSTEM_EVENTS.contains(normalised(name))) {
      return Optional.of(RecordErrorCode.SYSTEM_EVENT_RESTRICTED);
    }
    if (!properties.isObject()) {
      return Optional.of(RecordErrorCode.EVENT_STRUCTURE_INVALID);
    }
    return properties.size() > EventProperties.MAX_PROPERTIES
        ? Optional.of(RecordErrorCode.TOO_MANY_EVENT_PROPERTIES)
        : Optional.empty();
  }

  private static Optional<RecordErrorCode> ofToken(JsonNode record) {
    JsonNode token = record.path(TokenRecord.JSON_PROPERTY_TOKEN_DATA);
    String type = token.path(TokenData.JSON_PROPERTY_TYPE).asText();
    if (record.path(TokenRecord.JSON_PROPERTY_OBJECT_ID).asText().isBlank()) {
      return Optional.of(RecordErrorCode.TOKEN_OBJECT_ID_INVALID);
    }
    if (!token.isObject()) {
      return Optional.of(RecordErrorCode.TOKEN_DATA_INVALID);
    }
    if (token.path(TokenData.JSON_PROPERTY_ID).asText().isBlank()) {
      return Optional.of(RecordErrorCode.TOKEN_ID_MISSING);
    }
    if (type.isBlank()) {
      return Optional.of(RecordErrorCode.TOKEN_TYPE_MISSING);
    }
    return Arrays.stream(TokenType.values()).map(TokenType::getValue).anyMatch(type::equals)
        ? Optional.empty()
        : Optional.of(RecordErrorCode.TOKEN_DATA_INVALID);
  }

  private static boolean isTimestamp(JsonNode value) {
    return value.isMissingNode()
        || value.isIntegralNumber()
            && value.asLong() >= ProfileRecord.TIMESTAMP_MINIMUM
            && value.asLong() <= ProfileRecord.TIMESTAMP_MAXIMUM;
  }
}
