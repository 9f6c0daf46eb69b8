package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.model.Education;
import io.clevertap.client.model.Gender;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.YesNo;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules for CleverTap's own properties, in the order in which CleverTap checks them. */
enum ProfileRules {
  GENDER(
      ProfileProperties.JSON_PROPERTY_GENDER,
      ProfileProperties.GENDER_ERROR_CODE,
      oneOf(Gender.values())),
  EMAIL(
      ProfileProperties.JSON_PROPERTY_EMAIL,
      ProfileProperties.EMAIL_ERROR_CODE,
      text(text -> text.matches(ProfileProperties.EMAIL_PATTERN))),
  PHONE(
      ProfileProperties.JSON_PROPERTY_PHONE,
      ProfileProperties.PHONE_ERROR_CODE,
      text(text -> text.matches(ProfileProperties.PHONE_PATTERN))),
  EMPLOYED(
      ProfileProperties.JSON_PROPERTY_EMPLOYED,
      ProfileProperties.EMPLOYED_ERROR_CODE,
      oneOf(YesNo.values())),
  EDUCATION(
      ProfileProperties.JSON_PROPERTY_EDUCATION,
      ProfileProperties.EDUCATION_ERROR_CODE,
      oneOf(Education.values())),
  MARRIED(
      ProfileProperties.JSON_PROPERTY_MARRIED,
      ProfileProperties.MARRIED_ERROR_CODE,
      oneOf(YesNo.values())),
  AGE(
      ProfileProperties.JSON_PROPERTY_AGE,
      ProfileProperties.AGE_ERROR_CODE,
      text(text -> text.matches("[0-9]+")).or(ProfileRules::isAge));

  private final String key;
  private final RecordErrorCode code;
  private final Predicate<JsonNode> valid;

  ProfileRules(String key, int code, Predicate<JsonNode> valid) {
    this.key = key;
    this.code = RecordErrorCode.fromValue(code);
    this.valid = valid;
  }

  /** Returns why CleverTap rejects these properties; empty if it accepts them. */
  static Optional<RecordErrorCode> refusal(JsonNode properties) {
    return List.of(values()).stream()
        .filter(rule -> !rule.allows(properties.path(rule.key)))
        .map(rule -> rule.code)
        .findFirst();
  }

  /** Makes the phone of a rejected profile a number, if CleverTap had already checked it. */
  static void echoPhone(ObjectNode profile, RecordErrorCode code) {
    JsonNode phone = profile.at("/" + ProfileRecord.JSON_PROPERTY_PROFILE_DATA + "/" + PHONE.key);
    boolean checked =
        List.of(values()).stream().anyMatch(rule -> rule.code == code && rule.compareTo(PHONE) > 0);
    if (checked && phone.isTextual()) {
      profile
          .withObjectProperty(ProfileRecord.JSON_PROPERTY_PROFILE_DATA)
          .put(PHONE.key, new BigInteger(phone.asText().substring(1)));
    }
  }

  private boolean allows(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || PropertyChange.isOperator(value)
        || valid.test(value);
  }

  private static boolean isAge(JsonNode value) {
    return value.isIntegralNumber() && value.asLong() >= ProfileProperties.AGE_MINIMUM;
  }

  private static Predicate<JsonNode> oneOf(Object[] constants) {
    return text(text -> Stream.of(constants).map(Object::toString).anyMatch(text::equals));
  }

  private static Predicate<JsonNode> text(Predicate<String> form) {
    return value -> value.isTextual() && form.test(value.asText());
  }
}
