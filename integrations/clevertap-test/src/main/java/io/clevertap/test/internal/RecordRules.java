package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.model.Education;
import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.Gender;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.SystemEventName;
import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.TokenType;
import io.clevertap.client.model.YesNo;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why CleverTap refuses a record: of the reasons that have a code, the first one, in the order that
 * its answers show.
 */
final class RecordRules {

  static final String PROFILE = new ProfileRecord().getType();
  static final String EVENT = new EventRecord().getType();
  static final String TOKEN = new TokenRecord().getType();

  /** What is looked at once the phone has been turned into a number. */
  private static final Set<RecordErrorCode> AFTER_THE_PHONE =
      EnumSet.of(
          RecordErrorCode.EMPLOYED_INVALID,
          RecordErrorCode.EDUCATION_INVALID,
          RecordErrorCode.MARRIED_INVALID,
          RecordErrorCode.AGE_INVALID);

  private static final Set<String> SYSTEM_EVENTS =
      Arrays.stream(SystemEventName.values())
          .map(name -> normalised(name.getValue()))
          .collect(Collectors.toUnmodifiableSet());

  private RecordRules() {}

  static Optional<RecordErrorCode> refusal(JsonNode record) {
    String type = record.path("type").asText();
    RecordErrorCode code;
    if (type.equals(TOKEN)) {
      code = ofToken(record);
    } else if (!type.equals(PROFILE) && !type.equals(EVENT)) {
      code = RecordErrorCode.TYPE_INVALID;
    } else if (Identifier.of(record).isEmpty()) {
      code = RecordErrorCode.IDENTITY_MISSING;
    } else if (!isTimestamp(record.path(ProfileRecord.JSON_PROPERTY_TIMESTAMP))) {
      code = RecordErrorCode.TIMESTAMP_INVALID;
    } else {
      code = type.equals(EVENT) ? ofEvent(record) : ofProfile(record);
    }
    return Optional.ofNullable(code);
  }

  /**
   * Returns a refused record as CleverTap holds it: its identity is a string, and its phone a
   * number if it was looked at.
   */
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
    JsonNode phone =
        echo.path(ProfileRecord.JSON_PROPERTY_PROFILE_DATA)
            .path(ProfileProperties.JSON_PROPERTY_PHONE);
    if (AFTER_THE_PHONE.contains(code) && phone.isTextual()) {
      echo.withObjectProperty(ProfileRecord.JSON_PROPERTY_PROFILE_DATA)
          .put(ProfileProperties.JSON_PROPERTY_PHONE, new BigInteger(phone.asText().substring(1)));
    }
    return echo;
  }

  /** Event names are the same, and so are keys that are read, when they differ in these alone. */
  static String normalised(String name) {
    return name.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private static @Nullable RecordErrorCode ofProfile(JsonNode record) {
    JsonNode data = record.path(ProfileRecord.JSON_PROPERTY_PROFILE_DATA);
    if (!data.isObject()) {
      return RecordErrorCode.TYPE_INVALID;
    }
    Function<String, JsonNode> given =
        key ->
            data.path(key).isNull() || PropertyChange.isOperator(data.path(key))
                ? MissingNode.getInstance()
                : data.path(key);
    if (!isOneOf(given.apply(ProfileProperties.JSON_PROPERTY_GENDER), Gender::fromValue)) {
      return RecordErrorCode.GENDER_INVALID;
    }
    if (!matches(
        given.apply(ProfileProperties.JSON_PROPERTY_EMAIL), ProfileProperties.EMAIL_PATTERN)) {
      return RecordErrorCode.EMAIL_INVALID;
    }
    if (!matches(
        given.apply(ProfileProperties.JSON_PROPERTY_PHONE), ProfileProperties.PHONE_PATTERN)) {
      return RecordErrorCode.PHONE_INVALID;
    }
    if (!isOneOf(given.apply(ProfileProperties.JSON_PROPERTY_EMPLOYED), YesNo::fromValue)) {
      return RecordErrorCode.EMPLOYED_INVALID;
    }
    if (!isOneOf(given.apply(ProfileProperties.JSON_PROPERTY_EDUCATION), Education::fromValue)) {
      return RecordErrorCode.EDUCATION_INVALID;
    }
    if (!isOneOf(given.apply(ProfileProperties.JSON_PROPERTY_MARRIED), YesNo::fromValue)) {
      return RecordErrorCode.MARRIED_INVALID;
    }
    return isAge(given.apply(ProfileProperties.JSON_PROPERTY_AGE))
        ? null
        : RecordErrorCode.AGE_INVALID;
  }

  private static @Nullable RecordErrorCode ofEvent(JsonNode record) {
    String name = record.path(EventRecord.JSON_PROPERTY_EVENT_NAME).asText();
    if (name.isBlank()) {
      return RecordErrorCode.EVENT_NAME_MISSING;
    }
    if (SYSTEM_EVENTS.contains(normalised(name))) {
      return RecordErrorCode.SYSTEM_EVENT_RESTRICTED;
    }
    JsonNode data = record.path(EventRecord.JSON_PROPERTY_EVENT_DATA);
    if (!data.isObject()) {
      return RecordErrorCode.EVENT_STRUCTURE_INVALID;
    }
    return data.size() > EventProperties.MAX_PROPERTIES
        ? RecordErrorCode.TOO_MANY_EVENT_PROPERTIES
        : null;
  }

  private static @Nullable RecordErrorCode ofToken(JsonNode record) {
    JsonNode data = record.path(TokenRecord.JSON_PROPERTY_TOKEN_DATA);
    if (record.path(TokenRecord.JSON_PROPERTY_OBJECT_ID).asText().isBlank()) {
      return RecordErrorCode.TOKEN_OBJECT_ID_INVALID;
    }
    if (!data.isObject()) {
      return RecordErrorCode.TOKEN_DATA_INVALID;
    }
    if (data.path(TokenData.JSON_PROPERTY_ID).asText().isBlank()) {
      return RecordErrorCode.TOKEN_ID_MISSING;
    }
    if (data.path(TokenData.JSON_PROPERTY_TYPE).asText().isBlank()) {
      return RecordErrorCode.TOKEN_TYPE_MISSING;
    }
    return isOneOf(data.path(TokenData.JSON_PROPERTY_TYPE), TokenType::fromValue)
        ? null
        : RecordErrorCode.TOKEN_DATA_INVALID;
  }

  private static boolean isTimestamp(JsonNode value) {
    return value.isMissingNode()
        || value.isIntegralNumber()
            && value.asLong() >= ProfileRecord.TIMESTAMP_MINIMUM
            && value.asLong() <= ProfileRecord.TIMESTAMP_MAXIMUM;
  }

  private static boolean isOneOf(JsonNode value, Function<String, @Nullable Object> constants) {
    return is(value, text -> constants.apply(text) != null);
  }

  private static boolean matches(JsonNode value, String pattern) {
    return is(value, text -> text.matches(pattern));
  }

  private static boolean is(JsonNode value, Predicate<String> form) {
    return value.isMissingNode() || value.isTextual() && form.test(value.asText());
  }

  private static boolean isAge(JsonNode value) {
    return value.isIntegralNumber()
        ? value.asLong() >= ProfileProperties.AGE_MINIMUM
        : matches(value, "[0-9]+");
  }
}
