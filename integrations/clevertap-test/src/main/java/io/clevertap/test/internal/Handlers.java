package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.client.api.Operation;
import java.util.EnumMap;
import java.util.Map;

/** The operations that the stand-in serves, each by one handler. */
final class Handlers {

  /** Answers the calls of one operation. */
  interface Handler {

    /**
     * Answers a call.
     *
     * @throws IllegalArgumentException when the call is not valid
     * @throws JsonProcessingException when its body is not JSON
     */
    HttpReply answer(HttpCall call) throws JsonProcessingException;
  }

  private Handlers() {}

  static Map<Operation, Handler> of(Behaviour behaviour) {
    Map<Operation, Handler> handlers = new EnumMap<>(Operation.class);
    handlers.put(Operation.UPLOAD, new Uploads(behaviour)::answer);
    handlers.put(Operation.GET_PROFILE, new Profiles(behaviour)::answer);
    return handlers;
  }
}
