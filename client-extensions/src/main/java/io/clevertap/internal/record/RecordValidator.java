package io.clevertap.internal.record;

import io.clevertap.client.api.Identified;
import io.clevertap.client.api.LimitException;
import io.clevertap.client.api.Limits;
import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.Gender;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.SystemEventName;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.UploadRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks a record against CleverTap's limits: those in the spec, and those that JSON Schema cannot
 * express, such as bytes of UTF-8.
 */
final class RecordValidator {

  private static final PropertyValidator PROFILE_PROPERTIES =
      new PropertyValidator(
          PropertyValues.PROFILE_KEYS,
          ProfileProperties.MAX_KEY_BYTES,
          Integer.MAX_VALUE,
          ProfileProperties.MAX_VALUE_BYTES,
          ProfileProperties.MAX_VALUES,
          ProfileProperties.FORBIDDEN_KEY_CHARACTERS,
          ProfileRecord.MAX_ROOT_OBJECTS,
          ProfileRecord.MAX_DEPTH,
          true);
  private static final PropertyValidator EVENT_PROPERTIES =
      new PropertyValidator(
          PropertyValues.EVENT_KEYS,
          Integer.MAX_VALUE,
          EventProperties.MAX_KEY_LENGTH,
          EventProperties.MAX_VALUE_BYTES,
          Integer.MAX_VALUE,
          EventProperties.FORBIDDEN_KEY_CHARACTERS,
          EventRecord.MAX_ROOT_OBJECTS,
          EventRecord.MAX_DEPTH,
          false);
  private static final Set<String> SYSTEM_EVENTS =
      Arrays.stream(SystemEventName.values())
          .map(name -> normalised(name.getValue()))
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> GENDERS =
      Arrays.stream(Gender.values()).map(Gender::getValue).collect(Collectors.toUnmodifiableSet());
  private static final String PURCHASE = normalised(EventProperties.ITEMS_EVENT_NAME);

  private RecordValidator() {}

  /** Checks a record before it is written. */
  static void validate(UploadRecord record) throws LimitException {
    if (record instanceof Identified named) {
      validateIdentifiers(named);
    }
    Limits.check(record);
    if (record instanceof ProfileRecord profile) {
      validateProfile(profile.getProfileData());
    } else if (record instanceof EventRecord event) {
      validateEventName(event.getEventName());
      validateEvent(event);
    } else if (record instanceof TokenRecord token) {
      requireNotBlank("objectId", token.getObjectId());
      requireNotBlank("tokenData.id", token.getTokenData().getId());
    }
  }

  /** Checks the length of a record as JSON. */
  static void validateSize(UploadRecord record, int bytes) throws LimitException {
    if (record instanceof ProfileRecord) {
      PropertyValidator.checkSize("", bytes, "bytes", ProfileRecord.MAX_PAYLOAD_BYTES);
    } else if (record instanceof EventRecord) {
      PropertyValidator.checkSize("", bytes, "bytes", EventRecord.MAX_PAYLOAD_BYTES);
    }
  }

  private static void validateIdentifiers(Identified record) throws LimitException {
    @Nullable String[] identifiers = {
      record.getIdentity(), record.getObjectId(), record.getFbid(), record.getGpid()
    };
    int given = 0;
    for (String identifier : identifiers) {
      given += identifier == null ? 0 : 1;
    }
    if (given != 1) {
      throw new LimitException(
          "", "has " + given + " of identity, objectId, FBID and GPID; set exactly one");
    }
    for (String identifier : identifiers) {
      requireNotBlank("the identifier", identifier);
    }
  }

  private static void validateProfile(ProfileProperties properties) throws LimitException {
    requireNameOrOperator(properties.getName());
    requireGenderOrOperator(properties.getGender());
    PROFILE_PROPERTIES.checkValue("Name", properties.getName());
    PROFILE_PROPERTIES.checkValue("Gender", properties.getGender());
    PROFILE_PROPERTIES.check(properties.getAdditionalProperties());
  }

  private static void validateEvent(EventRecord event) throws LimitException {
    EventProperties properties = event.getEventData();
    String field = EventProperties.JSON_PROPERTY_ITEMS;
    if (normalised(event.getEventName()).equals(PURCHASE)) {
      for (Object item : Objects.requireNonNullElse(properties.getItems(), List.of())) {
        EVENT_PROPERTIES.checkItem(field, item);
      }
    } else {
      EVENT_PROPERTIES.checkValue(field, properties.getItems());
    }
    EVENT_PROPERTIES.check(properties.getAdditionalProperties());
  }

  private static void validateEventName(String name) throws LimitException {
    requireNotBlank("evtName", name);
    if (SYSTEM_EVENTS.contains(normalised(name))) {
      throw new LimitException(
          "evtName", "'" + name + "' is an event that only CleverTap raises; choose another name");
    }
  }

  private static void requireNameOrOperator(@Nullable Object name) throws LimitException {
    if (name != null && !(name instanceof String) && !Repeatability.isOperator(name)) {
      throw new LimitException("Name", "is neither a string nor an operator");
    }
  }

  private static void requireGenderOrOperator(@Nullable Object gender) throws LimitException {
    if (gender != null
        && !(gender instanceof Gender)
        && !GENDERS.contains(gender)
        && !Repeatability.isOperator(gender)) {
      throw new LimitException("Gender", "is none of " + Arrays.toString(Gender.values()));
    }
  }

  private static void requireNotBlank(String field, @Nullable String value) throws LimitException {
    if (value != null && value.isBlank()) {
      throw new LimitException(field, "is blank");
    }
  }

  /** CleverTap ignores case and spaces when it compares names. */
  private static String normalised(String eventName) {
    return eventName.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
