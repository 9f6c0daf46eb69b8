package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.model.ProfileResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.Identifier.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Answers reads of profiles. */
final class Profiles {

  private final Behaviour behaviour;

  Profiles(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /**
   * Answers a call.
   *
   * @throws IllegalArgumentException when it is not valid
   */
  HttpReply answer(HttpCall call) {
    Map<String, String> query = call.query();
    List<Identifier> identifiers =
        Stream.of(Kind.EMAIL, Kind.IDENTITY, Kind.OBJECT_ID)
            .filter(kind -> !query.getOrDefault(kind.field, "").isEmpty())
            .map(kind -> new Identifier(kind, query.get(kind.field)))
            .toList();
    if (identifiers.size() != 1) {
      throw new IllegalArgumentException("A read names one user, in one way");
    }
    Fault fault = behaviour.fault();
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.put(ProfileResponse.JSON_PROPERTY_STATUS, UploadStatus.SUCCESS.getValue());
    answer.set(
        ProfileResponse.JSON_PROPERTY_RECORD,
        Json.MAPPER.valueToTree(behaviour.profile(identifiers.get(0)).orElse(null)));
    return Replies.of(fault, Json.write(answer));
  }
}
