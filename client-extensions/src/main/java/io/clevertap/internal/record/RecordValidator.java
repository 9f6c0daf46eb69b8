package io.clevertap.internal.record;

import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.Gender;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.SystemEventName;
import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.UploadRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what CleverTap would refuse in a record. The limits come from the API's description. */
public final class RecordValidator {

  private static final Pattern EMAIL = Pattern.compile(ProfileProperties.EMAIL_PATTERN);
  private static final Pattern DATE = Pattern.compile(ProfileProperties.DATE_OF_BIRTH_PATTERN);
  private static final Pattern PHONE = Pattern.compile(ProfileProperties.PHONE_PATTERN);
  private static final PropertyValidator PROFILE_PROPERTIES =
      new PropertyValidator(
          ProfileProperties.MAX_KEY_BYTES,
          ProfileProperties.MAX_VALUE_BYTES,
          ProfileProperties.MAX_VALUES,
          ProfileProperties.FORBIDDEN_KEY_CHARACTERS,
          ProfileRecord.MAX_ROOT_OBJECTS,
          ProfileRecord.MAX_DEPTH);
  private static final PropertyValidator EVENT_PROPERTIES =
      new PropertyValidator(
          EventProperties.MAX_KEY_BYTES,
          EventProperties.MAX_VALUE_BYTES,
          Integer.MAX_VALUE,
          EventProperties.FORBIDDEN_KEY_CHARACTERS,
          EventRecord.MAX_ROOT_OBJECTS,
          EventRecord.MAX_DEPTH);
  private static final Set<String> SYSTEM_EVENTS =
      Arrays.stream(SystemEventName.values())
          .map(name -> normalised(name.getValue()))
          .collect(Collectors.toUnmodifiableSet());

  private RecordValidator() {}

  /**
   * Checks a record.
   *
   * @param bytes the record's length as JSON
   */
  static void check(UploadRecord record, int bytes) throws RefusedException {
    if (record instanceof ProfileRecord profile) {
      checkProfile(profile);
      PropertyValidator.checkLimit("the record", bytes, "bytes", ProfileRecord.MAX_PAYLOAD_BYTES);
    } else if (record instanceof EventRecord event) {
      checkEvent(event);
      PropertyValidator.checkLimit("the record", bytes, "bytes", EventRecord.MAX_PAYLOAD_BYTES);
    } else if (record instanceof TokenRecord token) {
      checkToken(token);
    }
  }

  private static void checkProfile(ProfileRecord profile) throws RefusedException {
    checkIdentifiers(
        profile.getIdentity(), profile.getObjectId(), profile.getFbid(), profile.getGpid());
    checkTimestamp(
        profile.getTimestamp(), ProfileRecord.TIMESTAMP_MINIMUM, ProfileRecord.TIMESTAMP_MAXIMUM);
    ProfileProperties properties = profile.getProfileData();
    if (properties == null) {
      throw new RefusedException("it has no profileData");
    }
    checkForm("Email", properties.getEmail(), EMAIL, "an email address");
    checkForm("Phone", properties.getPhone(), PHONE, "a plus sign, a country code and a number");
    Integer age = properties.getAge();
    if (age != null && age < ProfileProperties.AGE_MINIMUM) {
      throw new RefusedException("Age is less than " + ProfileProperties.AGE_MINIMUM);
    }
    checkForm("DOB", properties.getDateOfBirth(), DATE, "a date as the builder writes it");
    checkName(properties.getName());
    checkGender(properties.getGender());
    PROFILE_PROPERTIES.checkValue("Name", properties.getName());
    PROFILE_PROPERTIES.checkValue("Email", properties.getEmail());
    PROFILE_PROPERTIES.checkValue("Photo", properties.getPhoto());
    PROFILE_PROPERTIES.checkValue("Tz", properties.getTimeZone());
    PROFILE_PROPERTIES.check(properties.getAdditionalProperties());
  }

  private static void checkEvent(EventRecord event) throws RefusedException {
    checkIdentifiers(event.getIdentity(), event.getObjectId(), event.getFbid(), event.getGpid());
    checkTimestamp(
        event.getTimestamp(), EventRecord.TIMESTAMP_MINIMUM, EventRecord.TIMESTAMP_MAXIMUM);
    checkEventName(event.getEventName());
    EventProperties properties = event.getEventData();
    if (properties == null) {
      throw new RefusedException("it has no evtData; an event without properties has an empty one");
    }
    List<Map<String, Object>> items = Objects.requireNonNullElse(properties.getItems(), List.of());
    PropertyValidator.checkLimit("Items", items.size(), "items", EventProperties.ITEMS_MAX_ITEMS);
    for (Map<String, Object> item : items) {
      EVENT_PROPERTIES.checkKeys(item.keySet());
    }
    EVENT_PROPERTIES.checkValue("Items", items);
    int count = properties.getAdditionalProperties().size() + (items.isEmpty() ? 0 : 1);
    PropertyValidator.checkLimit("evtData", count, "properties", EventProperties.MAX_PROPERTIES);
    EVENT_PROPERTIES.check(properties.getAdditionalProperties());
  }

  private static void checkToken(TokenRecord token) throws RefusedException {
    TokenData data = token.getTokenData();
    if (isBlank(token.getObjectId()) || data == null || isBlank(data.getId())) {
      throw new RefusedException("a device token needs an objectId and an id");
    }
    if (data.getType() == null) {
      throw new RefusedException("a device token needs a type");
    }
  }

  private static void checkIdentifiers(@Nullable String... identifiers) throws RefusedException {
    int given = 0;
    boolean blank = false;
    for (String identifier : identifiers) {
      given += identifier == null ? 0 : 1;
      blank |= identifier != null && identifier.isBlank();
    }
    if (given != 1) {
      throw new RefusedException(
          "it has " + given + " of identity, objectId, FBID and GPID; give exactly one");
    }
    if (blank) {
      throw new RefusedException("its identifier is blank; say which user it is about");
    }
  }

  private static void checkTimestamp(@Nullable Long timestamp, long minimum, long maximum)
      throws RefusedException {
    if (timestamp != null && (timestamp < minimum || timestamp > maximum)) {
      throw new RefusedException(
          "ts is not between "
              + minimum
              + " and "
              + maximum
              + "; it is in seconds since 1970, not in milliseconds");
    }
  }

  private static void checkEventName(@Nullable String name) throws RefusedException {
    if (name == null || name.isBlank()) {
      throw new RefusedException("the event has no name");
    }
    PropertyValidator.checkLimit(
        "evtName",
        name.codePointCount(0, name.length()),
        "characters",
        EventRecord.EVENT_NAME_MAX_LENGTH);
    EVENT_PROPERTIES.checkCharacters("evtName", name);
    if (SYSTEM_EVENTS.contains(normalised(name))) {
      throw new RefusedException(
          "evtName '" + name + "' is an event that only CleverTap raises; choose another name");
    }
  }

  private static void checkName(@Nullable Object name) throws RefusedException {
    if (name != null && !(name instanceof String) && !Repeatability.isOperator(name)) {
      throw new RefusedException("Name is neither a text nor an operator");
    }
  }

  private static void checkGender(@Nullable Object gender) throws RefusedException {
    boolean known =
        gender instanceof Gender || gender instanceof String text && Gender.fromValue(text) != null;
    if (gender != null && !known && !Repeatability.isOperator(gender)) {
      throw new RefusedException("Gender is none of " + Arrays.toString(Gender.values()));
    }
  }

  private static void checkForm(String field, @Nullable String value, Pattern form, String wanted)
      throws RefusedException {
    if (value != null && !form.matcher(value).matches()) {
      throw new RefusedException(field + " (" + value.length() + " characters) is not " + wanted);
    }
  }

  /** Event names are the same when they differ in case or spaces alone. */
  private static String normalised(String eventName) {
    return eventName.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
