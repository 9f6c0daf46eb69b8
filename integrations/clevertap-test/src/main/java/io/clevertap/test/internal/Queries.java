package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.CountResponse;
import io.clevertap.client.model.CqlQuery;
import io.clevertap.client.model.EventQuery;
import io.clevertap.client.model.EventUser;
import io.clevertap.client.model.ExportedEvent;
import io.clevertap.client.model.UserProfile;
import io.clevertap.test.internal.Stored.Occurrence;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Responds to exports and counts of the stored profiles and events. */
final class Queries {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private final Behaviour behaviour;

  Queries(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Returns the users who match the query of a call. */
  List<JsonNode> profiles(HttpCall call) throws JsonProcessingException {
    CqlQuery query = profileQuery(call, Operation.OPEN_PROFILE_EXPORT, parameters(call));
    return users(query).stream().map(user -> Json.tree(user.profile())).toList();
  }

  /** Returns the events that match the query of a call. */
  List<JsonNode> events(HttpCall call) throws JsonProcessingException {
    CqlQuery query = eventQuery(call, Operation.OPEN_EVENT_EXPORT, parameters(call));
    List<JsonNode> events = new ArrayList<>();
    for (Stored user : users(query)) {
      for (Occurrence event : Conditions.events(user, query)) {
        events.add(Json.tree(exported(user.profile(), event)));
      }
    }
    return events;
  }

  /** Counts the users who match the query of a call. */
  JsonNode countProfiles(HttpCall call) throws JsonProcessingException {
    return count(users(profileQuery(call, Operation.COUNT_PROFILES)).size());
  }

  /** Counts the events that match the query of a call. */
  JsonNode countEvents(HttpCall call) throws JsonProcessingException {
    CqlQuery query = eventQuery(call, Operation.COUNT_EVENTS);
    return count(
        users(query).stream().mapToInt(user -> Conditions.events(user, query).size()).sum());
  }

  private static JsonNode count(long count) {
    return Json.tree(new CountResponse().status(StatusResponse.SUCCESS).count(count));
  }

  /** Returns the users who match a query and did its event. */
  List<Stored> users(CqlQuery query) {
    return behaviour.users().stream()
        .filter(user -> Conditions.holdFor(user, query))
        .filter(user -> query.getEventName() == null || !Conditions.events(user, query).isEmpty())
        .toList();
  }

  private static CqlQuery profileQuery(
      HttpCall call, Operation operation, @Nullable Object... parameters)
      throws JsonProcessingException {
    return Requests.read(call, CqlQuery.class, operation, parameters);
  }

  private static CqlQuery eventQuery(
      HttpCall call, Operation operation, @Nullable Object... parameters)
      throws JsonProcessingException {
    EventQuery query = Requests.read(call, EventQuery.class, operation, parameters);
    return Json.as(CqlQuery.class, Json.tree(query));
  }

  /** Returns the parameters of a call that opens an export; only the first one has limits. */
  private static @Nullable Object[] parameters(HttpCall call) {
    String pageSize = call.query().get("batch_size");
    return new Object[] {pageSize == null ? null : Integer.valueOf(pageSize), null, null, null};
  }

  private static ExportedEvent exported(UserProfile user, Occurrence event) {
    EventUser profile =
        new EventUser()
            .objectId(user.getPlatformInfo().get(0).getObjectId())
            .platform(user.getPlatformInfo().get(0).getPlatform())
            .identity(user.getIdentity())
            .email(user.getEmail())
            .name(user.getName())
            .phone(user.getPhone())
            .profileData(user.getProfileData());
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.ofEpochSecond(event.time()), ZoneOffset.UTC);
    ExportedEvent exported = new ExportedEvent().profile(profile);
    exported.timestamp(Long.valueOf(time.format(TIME)));
    JsonNode properties = Json.tree(event.event().getEventData());
    properties
        .properties()
        .forEach(
            property -> exported.putEventPropertiesItem(property.getKey(), property.getValue()));
    return exported;
  }
}
