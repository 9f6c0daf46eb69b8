package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.model.ProfileResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.Identifier.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Responds to reads of profiles. */
final class Profiles {

  private final Behaviour behaviour;

  Profiles(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /**
   * Responds to a read.
   *
   * @throws IllegalArgumentException if the read is invalid
   */
  HttpReply reply(HttpCall call) {
    Map<String, String> query = call.query();
    List<Identifier> identifiers =
        Stream.of(Kind.EMAIL, Kind.IDENTITY, Kind.OBJECT_ID)
            .filter(kind -> !query.getOrDefault(kind.field, "").isEmpty())
            .map(kind -> new Identifier(kind, query.get(kind.field)))
            .toList();
    if (identifiers.size() != 1) {
      throw new IllegalArgumentException("A read requires exactly one identifier");
    }
    Fault fault = behaviour.fault();
    ObjectNode response = Json.MAPPER.createObjectNode();
    response.put(ProfileResponse.JSON_PROPERTY_STATUS, UploadStatus.SUCCESS.getValue());
    response.set(
        ProfileResponse.JSON_PROPERTY_RECORD,
        Json.MAPPER.valueToTree(behaviour.profile(identifiers.get(0)).orElse(null)));
    return Replies.of(fault, Json.write(response));
  }
}
