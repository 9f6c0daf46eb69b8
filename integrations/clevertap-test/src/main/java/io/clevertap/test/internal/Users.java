package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.TokenRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The users of an account. Not thread-safe. */
final class Users {

  private final Map<Identifier, User> users = new LinkedHashMap<>();

  /** Stores an accepted record. */
  void store(JsonNode record) {
    User user = user(Identifier.of(record).orElseThrow());
    String type = RecordRules.type(record);
    if (type.equals(RecordRules.PROFILE)) {
      user.set(record.path(ProfileRecord.JSON_PROPERTY_PROFILE_DATA));
    } else if (type.equals(RecordRules.EVENT)) {
      user.raise(Json.as(EventRecord.class, record), Instant.now().getEpochSecond());
    } else {
      user.receive(Json.as(TokenRecord.class, record).getTokenData());
    }
  }

  Optional<User> find(Identifier identifier) {
    return identifier.kind() == Identifier.Kind.EMAIL
        ? users.values().stream()
            .filter(user -> identifier.value().equals(user.email()))
            .findFirst()
        : Optional.ofNullable(users.get(identifier));
  }

  List<Stored> all() {
    return users.values().stream().distinct().map(User::stored).toList();
  }

  void delete(Identifier identifier) {
    find(identifier).ifPresent(user -> users.values().removeIf(user::equals));
  }

  void clear() {
    users.clear();
  }

  private User user(Identifier identifier) {
    User known = users.get(identifier);
    if (known == null) {
      known = new User(identifier);
      users.put(identifier, known);
      users.put(known.device(), known);
    }
    return known;
  }
}
