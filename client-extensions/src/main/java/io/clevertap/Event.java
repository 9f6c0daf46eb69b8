package io.clevertap;

import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.internal.record.PropertyValues;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the record of something that a user did. Not thread-safe.
 *
 * <p>Set exactly one of {@link #identity}, {@link #objectId}, {@link #facebookId} and {@link
 * #googlePlusId} to identify the user.
 */
public final class Event implements Uploadable {

  private final EventRecord record = new EventRecord();
  private final EventProperties properties = new EventProperties();

  private Event(String name) {
    record.eventName(name).eventData(properties);
  }

  /** An event with this name. CleverTap ignores case and spaces when it compares names. */
  public static Event named(String name) {
    return new Event(name);
  }

  /** A purchase, CleverTap's event Charged. {@link #item} adds what the user bought. */
  public static Event charged() {
    return new Event(EventProperties.ITEMS_EVENT_NAME);
  }

  /** The user with this identity, the id in the account's own systems; created if unknown. */
  public Event identity(String identity) {
    record.identity(identity);
    return this;
  }

  /** The user of the device with this CleverTap id. */
  public Event objectId(String objectId) {
    record.objectId(objectId);
    return this;
  }

  /** The user with this Facebook id. */
  public Event facebookId(String facebookId) {
    record.fbid(facebookId);
    return this;
  }

  /** The user with this Google Plus id. */
  public Event googlePlusId(String googlePlusId) {
    record.gpid(googlePlusId);
    return this;
  }

  /**
   * The time of the event, sent in whole seconds. Default: when CleverTap receives the record. Only
   * a time between two hours ago and two minutes ahead can trigger a live campaign.
   */
  public Event at(Instant time) {
    record.timestamp(time.getEpochSecond());
    return this;
  }

  /**
   * Sets a property.
   *
   * @param value a String, a number, a Boolean, a UUID, an {@link Instant}, a date and time with an
   *     offset or a zone, a {@link java.util.Date} or a {@link LocalDate} (sent as a date, in whole
   *     seconds), a collection or a map of such values
   * @throws IllegalArgumentException when the value is null or of another type; the message names
   *     the key and the type
   */
  public Event set(String key, Object value) {
    PropertyValues.set(properties, key, value);
    return this;
  }

  /** Sets a property as {@link #set} does, unless the value is null. */
  public Event setIfPresent(String key, @Nullable Object value) {
    return value == null ? this : set(key, value);
  }

  /** Sets properties as {@link #set} does. */
  public Event setAll(Map<String, ?> values) {
    values.forEach(this::set);
    return this;
  }

  /**
   * Adds an item to a purchase.
   *
   * @param item the item's properties, of the types that {@link #set} accepts, except collections
   *     and maps
   * @throws IllegalArgumentException when a value is null or of another type
   */
  public Event item(Map<String, ?> item) {
    properties.addItemsItem(PropertyValues.item(item));
    return this;
  }

  @Override
  public EventRecord toRecord() {
    return record;
  }

  /** Returns the event's name and the keys of its properties, without their values. */
  @Override
  public String toString() {
    return "Event " + record.getEventName() + PropertyValues.keys(properties);
  }
}
