package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.EventSummary;
import io.clevertap.client.model.PlatformInfo;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.TokenType;
import io.clevertap.client.model.UserProfile;
import io.clevertap.test.internal.Stored.Occurrence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored data of one user. */
final class User {

  private final Identifier identifier;
  private final Map<String, JsonNode> own = new LinkedHashMap<>();
  private final Map<String, JsonNode> custom = new LinkedHashMap<>();
  private final Map<String, String> eventNames = new LinkedHashMap<>();
  private final Map<String, EventSummary> summaries = new LinkedHashMap<>();
  private final List<Occurrence> events = new ArrayList<>();
  private final PlatformInfo device = new PlatformInfo();
  private final List<TokenData> tokens = new ArrayList<>();

  User(Identifier identifier) {
    this.identifier = identifier;
    if (identifier.kind() == Identifier.Kind.OBJECT_ID) {
      device.objectId(identifier.value());
    } else {
      // CleverTap gives a device even to a user that exists only through uploads
      device.objectId(UUID.randomUUID().toString()).platform("Web").df(Map.of());
    }
  }

  Identifier device() {
    return new Identifier(
        Identifier.Kind.OBJECT_ID, Objects.requireNonNull(device.getObjectId(), "objectId"));
  }

  List<EventRecord> events() {
    return events.stream().map(Occurrence::event).toList();
  }

  Stored stored() {
    return new Stored(profile(), List.copyOf(events));
  }

  List<TokenData> tokens() {
    return List.copyOf(tokens);
  }

  /** Returns the email address; null if there is none. */
  @Nullable String email() {
    String email = text(ProfileProperties.JSON_PROPERTY_EMAIL);
    return email == null && identifier.isEmail() ? identifier.value() : email;
  }

  void set(JsonNode properties) {
    properties.properties().forEach(property -> set(property.getKey(), property.getValue()));
  }

  private void set(String key, JsonNode change) {
    boolean isOwn =
        key.equals(ProfileProperties.JSON_PROPERTY_NAME)
            || key.equals(ProfileProperties.JSON_PROPERTY_EMAIL)
            || key.equals(ProfileProperties.JSON_PROPERTY_PHONE);
    if (isOwn) {
      own.compute(key, (name, before) -> PropertyChange.apply(before, change));
    } else {
      custom.compute(
          RecordRules.normalised(key), (name, before) -> PropertyChange.apply(before, change));
    }
  }

  void raise(EventRecord event, long now) {
    long time = Objects.requireNonNullElse(event.getTimestamp(), now);
    events.add(new Occurrence(event, time));
    String name =
        eventNames.computeIfAbsent(
            RecordRules.normalised(event.getEventName()), key -> event.getEventName());
    EventSummary summary =
        summaries.computeIfAbsent(
            name, key -> new EventSummary().count(0L).firstSeen(time).lastSeen(time));
    summary
        .count(summary.getCount() + 1)
        .firstSeen(Math.min(summary.getFirstSeen(), time))
        .lastSeen(Math.max(summary.getLastSeen(), time));
  }

  void receive(TokenData token) {
    tokens.add(token);
    device.pushToken(token.getId()).platform(platform(token.getType()));
  }

  /** Returns the profile as CleverTap returns it. */
  UserProfile profile() {
    UserProfile profile =
        new UserProfile()
            .email(email())
            .name(text(ProfileProperties.JSON_PROPERTY_NAME))
            .phone(text(ProfileProperties.JSON_PROPERTY_PHONE))
            .profileData(new LinkedHashMap<>(custom))
            .addPlatformInfoItem(device);
    if (identifier.kind() == Identifier.Kind.IDENTITY) {
      profile.identity(identifier.value()).addAllIdentitiesItem(identifier.value());
    }
    if (!summaries.isEmpty()) {
      profile.events(summaries);
    }
    return Json.copy(profile);
  }

  private @Nullable String text(String key) {
    JsonNode value = own.get(key);
    return value == null ? null : value.asText();
  }

  private static String platform(TokenType type) {
    return switch (type) {
      case APNS -> "iOS";
      case FCM, GCM -> "Android";
      case WNS, MPNS -> "Windows";
      case CHROME -> "Web";
    };
  }
}
