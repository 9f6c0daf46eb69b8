package io.clevertap.test.internal;

import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.UserProfile;
import java.util.List;

/**
 * A stored user.
 *
 * @param profile as CleverTap returns it
 * @param events in the order in which they arrived
 */
public record Stored(UserProfile profile, List<Occurrence> events) {

  /**
   * A stored event.
   *
   * @param time in seconds since 1970-01-01 UTC
   */
  public record Occurrence(EventRecord event, long time) {}
}
