package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.SendResponse;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.Handlers.Handler;

/** Accepts the requests that send messages, and keeps them. Reports no unknown user. */
final class Messages {

  private final Behaviour behaviour;

  Messages(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Returns the handler of an operation whose request is a model. */
  Handler of(Operation operation, Class<?> model) {
    return call -> send(Requests.read(call, model, operation));
  }

  private HttpReply send(Object request) throws JsonProcessingException {
    Fault fault = behaviour.fault();
    if (fault.stores()) {
      behaviour.account().send(request);
    }
    SendResponse response =
        new SendResponse().status(StatusResponse.SUCCESS).message("Added to queue for processing");
    return Replies.of(fault, Json.write(response));
  }
}
