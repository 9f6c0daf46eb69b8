package io.clevertap;

import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.EventRecord;
import io.clevertap.internal.record.PropertyValues;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * Builds the record of something that one user did. Not thread-safe.
 *
 * <p>Exactly one of {@link #identity}, {@link #objectId}, {@link #facebookId} and {@link
 * #googlePlusId} says who did it.
 */
public final class Event implements Uploadable {

  private final EventRecord record = new EventRecord();
  private final EventProperties properties = new EventProperties();

  private Event(String name) {
    record.eventName(name).eventData(properties);
  }

  /** An event of this name. Case and spaces do not tell names apart. */
  public static Event named(String name) {
    return new Event(name);
  }

  /** A purchase, what CleverTap calls the Charged event; {@link #item} says what was bought. */
  public static Event charged() {
    return new Event(EventProperties.ITEMS_EVENT_NAME);
  }

  /**
   * The user whom the account's own systems know by this id. A user that is not known yet is
   * created.
   */
  public Event identity(String identity) {
    record.identity(identity);
    return this;
  }

  /** The user of the device that has this CleverTap id. */
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
   * When it happened; now, in CleverTap's clock, when it is not set. Sent in whole seconds. To
   * trigger a live campaign it lies between two hours ago and two minutes ahead.
   */
  public Event at(Instant time) {
    record.timestamp(time.getEpochSecond());
    return this;
  }

  /**
   * Sets a property.
   *
   * @param value a String, a number, a Boolean, an {@link Instant} or {@link LocalDate} (sent as a
   *     date), a collection or a map of such values
   * @throws IllegalArgumentException for a value of any other type, or for null; the message names
   *     the key and the type
   */
  public Event set(String key, Object value) {
    PropertyValues.set(properties, key, value);
    return this;
  }

  /** Sets each of the properties, as {@link #set} does. */
  public Event setAll(Map<String, ?> values) {
    values.forEach(this::set);
    return this;
  }

  /**
   * Adds an item to a purchase.
   *
   * @param item the item's properties, of the types that {@link #set} takes, collections and maps
   *     left out
   * @throws IllegalArgumentException for a value of any other type, or for null
   */
  public Event item(Map<String, ?> item) {
    properties.addItemsItem(PropertyValues.item(item));
    return this;
  }

  @Override
  public EventRecord toRecord() {
    return record;
  }

  /** Names the event and the properties that are set, and none of their values. */
  @Override
  public String toString() {
    return "Event " + record.getEventName() + PropertyValues.keys(properties);
  }
}
