package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.client.api.Operation;
import java.util.EnumMap;
import java.util.Map;

/** Maps each operation that the stand-in serves to its handler. */
final class Handlers {

  /** Responds to the calls of one operation. */
  interface Handler {

    /**
     * Responds to a call.
     *
     * @throws IllegalArgumentException if the call is invalid
     * @throws JsonProcessingException if the body is not JSON
     */
    HttpReply reply(HttpCall call) throws JsonProcessingException;
  }

  private Handlers() {}

  static Map<Operation, Handler> of(Behaviour behaviour) {
    Map<Operation, Handler> handlers = new EnumMap<>(Operation.class);
    handlers.put(Operation.UPLOAD, new Uploads(behaviour)::reply);
    handlers.put(Operation.GET_PROFILE, new Profiles(behaviour)::reply);
    return handlers;
  }
}
