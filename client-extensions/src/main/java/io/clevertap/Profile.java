package io.clevertap;

import io.clevertap.client.api.ProfileSetters;
import io.clevertap.client.model.Education;
import io.clevertap.client.model.Gender;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.PropertyOperator;
import io.clevertap.client.model.YesNo;
import io.clevertap.internal.record.PropertyValues;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the record that sets properties of a user. Not thread-safe.
 *
 * <p>CleverTap's system properties have methods; {@link #set} accepts these properties and the
 * account's own. CleverTap keeps the properties that the record does not contain.
 */
public final class Profile extends ProfileSetters<Profile> implements Uploadable {

  private final ProfileRecord record;
  private final ProfileProperties properties;

  private Profile(ProfileRecord record, ProfileProperties properties) {
    super(properties);
    this.record = record.profileData(properties);
    this.properties = properties;
  }

  /** The user with this identity, the id in the account's own systems; created if unknown. */
  public static Profile ofIdentity(String identity) {
    return new Profile(new ProfileRecord().identity(identity), new ProfileProperties());
  }

  /** The user of the device with this CleverTap id. */
  public static Profile ofObjectId(String objectId) {
    return new Profile(new ProfileRecord().objectId(objectId), new ProfileProperties());
  }

  /** The user with this Facebook id. */
  public static Profile ofFacebookId(String facebookId) {
    return new Profile(new ProfileRecord().fbid(facebookId), new ProfileProperties());
  }

  /** The user with this Google Plus id. */
  public static Profile ofGooglePlusId(String googlePlusId) {
    return new Profile(new ProfileRecord().gpid(googlePlusId), new ProfileProperties());
  }

  /**
   * The time these values were current, sent in whole seconds. Default: when CleverTap receives the
   * record.
   */
  public Profile at(Instant time) {
    record.timestamp(time.getEpochSecond());
    return this;
  }

  /** The user's name. */
  public Profile name(String name) {
    properties.name(name);
    return this;
  }

  /** The user's gender. */
  public Profile gender(Gender gender) {
    properties.gender(gender);
    return this;
  }

  /** The user's date of birth. */
  public Profile dateOfBirth(LocalDate dateOfBirth) {
    properties.dateOfBirth(PropertyValues.date(dateOfBirth));
    return this;
  }

  /** Whether the user is employed. */
  public Profile employed(boolean employed) {
    properties.employed(employed ? YesNo.YES : YesNo.NO);
    return this;
  }

  /** The user's highest education. */
  public Profile education(Education education) {
    properties.education(education);
    return this;
  }

  /** Whether the user is married. */
  public Profile married(boolean married) {
    properties.married(married ? YesNo.YES : YesNo.NO);
    return this;
  }

  /**
   * Sets a property, a system property or the account's own; the last call counts. A collection
   * replaces all values of a multi-value property.
   *
   * @param value a String, a number, a Boolean, a UUID, an {@link Instant}, a date and time with an
   *     offset or a zone, a {@link java.util.Date} or a {@link LocalDate} (sent as a date, in whole
   *     seconds), a collection or a map of such values, or, for a system property, the constant
   *     that its method accepts
   * @throws IllegalArgumentException when the value is null, of another type, or one that the
   *     system property does not accept; the message names the key and the type
   */
  public Profile set(String key, Object value) {
    PropertyValues.set(properties, key, value);
    return this;
  }

  /** Sets a property as {@link #set} does, unless the value is null. */
  public Profile setIfPresent(String key, @Nullable Object value) {
    return value == null ? this : set(key, value);
  }

  /** Sets properties as {@link #set} does. */
  public Profile setAll(Map<String, ?> values) {
    values.forEach(this::set);
    return this;
  }

  /**
   * Adds values to a multi-value property, and creates it if needed. Can be called repeatedly.
   *
   * @throws IllegalArgumentException when there is no value, or when this record already changes
   *     the property in another way
   */
  public Profile add(String key, String... values) {
    return change(key, new PropertyOperator().add(atLeastOne(key, values)));
  }

  /**
   * Removes values from a multi-value property. Removing the last value removes the property. Can
   * be called repeatedly.
   *
   * @throws IllegalArgumentException when there is no value, or when this record already changes
   *     the property in another way
   */
  public Profile remove(String key, String... values) {
    return change(key, new PropertyOperator().remove(atLeastOne(key, values)));
  }

  /**
   * Increases a number; repeated calls add up. If the response is lost, the upload is not resent
   * (see {@link CleverTapBuilder#retryAmbiguous}).
   *
   * @throws IllegalArgumentException when this record already changes the property in another way
   */
  public Profile increase(String key, Number by) {
    return change(key, new PropertyOperator().increase(PropertyValues.amount(key, by)));
  }

  /**
   * Decreases a number; repeated calls add up. If the response is lost, the upload is not resent
   * (see {@link CleverTapBuilder#retryAmbiguous}).
   *
   * @throws IllegalArgumentException when this record already changes the property in another way
   */
  public Profile decrease(String key, Number by) {
    return change(key, new PropertyOperator().decrease(PropertyValues.amount(key, by)));
  }

  /** Deletes a property. CleverTap documents this for {@code Name} and {@code Gender} only. */
  public Profile delete(String key) {
    return set(key, new PropertyOperator().delete(1));
  }

  @Override
  protected Profile self() {
    return this;
  }

  @Override
  public ProfileRecord toRecord() {
    return record;
  }

  /** Returns the keys of the properties, without their values. */
  @Override
  public String toString() {
    return "Profile" + PropertyValues.keys(properties);
  }

  private Profile change(String key, PropertyOperator operator) {
    Object before = properties.getAdditionalProperties().get(key);
    return set(key, PropertyValues.combined(key, before, operator));
  }

  private static List<String> atLeastOne(String key, String... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("There are no values for " + key);
    }
    return List.of(values);
  }
}
