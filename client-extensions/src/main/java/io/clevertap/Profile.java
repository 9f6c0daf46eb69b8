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

/**
 * Builds the record that sets properties of one user. Not thread-safe.
 *
 * <p>CleverTap's own properties have a method each; {@link #set} takes those and the account's own.
 * A property that is not mentioned stays as it is.
 */
public final class Profile extends ProfileSetters<Profile> implements Uploadable {

  private final ProfileRecord record = new ProfileRecord();
  private final ProfileProperties properties;

  private Profile(ProfileProperties properties) {
    super(properties);
    this.properties = properties;
    record.profileData(properties);
  }

  /**
   * The user whom the account's own systems know by this id. A user that is not known yet is
   * created.
   */
  public static Profile ofIdentity(String identity) {
    Profile profile = new Profile(new ProfileProperties());
    profile.record.identity(identity);
    return profile;
  }

  /** The user of the device that has this CleverTap id. */
  public static Profile ofObjectId(String objectId) {
    Profile profile = new Profile(new ProfileProperties());
    profile.record.objectId(objectId);
    return profile;
  }

  /** The user with this Facebook id. */
  public static Profile ofFacebookId(String facebookId) {
    Profile profile = new Profile(new ProfileProperties());
    profile.record.fbid(facebookId);
    return profile;
  }

  /** The user with this Google Plus id. */
  public static Profile ofGooglePlusId(String googlePlusId) {
    Profile profile = new Profile(new ProfileProperties());
    profile.record.gpid(googlePlusId);
    return profile;
  }

  /** When this was so; now, in CleverTap's clock, when it is not set. Sent in whole seconds. */
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
   * Sets a property, CleverTap's own or the account's; the last call counts. A collection replaces
   * all values of a multi-value property.
   *
   * @param value a String, a number, a Boolean, an {@link Instant} or {@link LocalDate} (sent as a
   *     date), a collection or a map of such values, or, for a property of CleverTap's own, the
   *     constant that its method takes
   * @throws IllegalArgumentException for a value of any other type, for null, or for one that the
   *     named property of CleverTap's own cannot have; the message names the key and the type
   */
  public Profile set(String key, Object value) {
    PropertyValues.set(properties, key, value);
    return this;
  }

  /** Sets each of the properties, as {@link #set} does. */
  public Profile setAll(Map<String, ?> values) {
    values.forEach(this::set);
    return this;
  }

  /**
   * Adds values to a multi-value property, which is made where there is none. May be called again
   * for more values.
   *
   * @throws IllegalArgumentException when there is no value, or when this record changes the
   *     property in another way already
   */
  public Profile add(String key, String... values) {
    return change(key, new PropertyOperator().add(atLeastOne(key, values)));
  }

  /**
   * Removes values from a multi-value property. The property goes with its last value. May be
   * called again for more values.
   *
   * @throws IllegalArgumentException when there is no value, or when this record changes the
   *     property in another way already
   */
  public Profile remove(String key, String... values) {
    return change(key, new PropertyOperator().remove(atLeastOne(key, values)));
  }

  /**
   * Increases a number; called again, by the sum. An upload that holds this is not repeated when
   * its answer is lost.
   *
   * @throws IllegalArgumentException when this record changes the property in another way already
   */
  public Profile increase(String key, Number by) {
    return change(key, new PropertyOperator().increase(PropertyValues.amount(key, by)));
  }

  /**
   * Decreases a number; called again, by the sum. An upload that holds this is not repeated when
   * its answer is lost.
   *
   * @throws IllegalArgumentException when this record changes the property in another way already
   */
  public Profile decrease(String key, Number by) {
    return change(key, new PropertyOperator().decrease(PropertyValues.amount(key, by)));
  }

  /** Deletes a property. CleverTap documents it for {@code Name} and {@code Gender} alone. */
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

  /** Names the properties that are set, and none of their values. */
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
