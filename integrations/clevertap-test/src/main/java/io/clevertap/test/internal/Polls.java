package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.CountResponse;
import io.clevertap.client.model.UploadStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The results that were not ready. */
final class Polls {

  private final Behaviour behaviour;
  private final Map<String, JsonNode> results = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  Polls(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Responds with a result, or with the id that asks for it again. */
  HttpReply reply(JsonNode result) {
    return reply(String.valueOf(last.incrementAndGet()), result);
  }

  /**
   * Responds to a call that asks again.
   *
   * @throws IllegalArgumentException if there is no such id
   */
  HttpReply again(HttpCall call) {
    String id = call.query().getOrDefault(CountResponse.JSON_PROPERTY_REQ_ID, "");
    JsonNode result = results.get(id);
    if (result == null) {
      throw new IllegalArgumentException("Invalid request id");
    }
    return reply(id, result);
  }

  private HttpReply reply(String id, JsonNode result) {
    results.put(id, result);
    CountResponse unfinished =
        new CountResponse().status(UploadStatus.PARTIAL.getValue()).reqId(Long.valueOf(id));
    return Replies.of(behaviour.fault(), Json.write(behaviour.isNotReady() ? unfinished : result));
  }
}
