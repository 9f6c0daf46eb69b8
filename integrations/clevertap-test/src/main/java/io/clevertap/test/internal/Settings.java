package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.CreateVariablesRequest;
import io.clevertap.client.model.CreateVariablesResponse;
import io.clevertap.client.model.DeleteVariablesRequest;
import io.clevertap.client.model.DeleteVariablesResponse;
import io.clevertap.client.model.GetVariablesRequest;
import io.clevertap.client.model.SchemaEntry;
import io.clevertap.client.model.SchemaResponse;
import io.clevertap.client.model.SchemaType;
import io.clevertap.client.model.SubscriptionGroupsResponse;
import io.clevertap.client.model.VariableDefinition;
import io.clevertap.client.model.VariablesResponse;
import io.clevertap.test.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Defines variables, and lists the names of the stored events and properties. There are no
 * subscription groups, and every user gets the defaults of the variables.
 */
final class Settings {

  private final Behaviour behaviour;

  Settings(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  HttpReply createVariables(HttpCall call) throws JsonProcessingException {
    CreateVariablesRequest request =
        Requests.read(call, CreateVariablesRequest.class, Operation.CREATE_VARIABLES);
    Fault fault = behaviour.fault();
    if (fault.stores()) {
      behaviour.account().define(request.getVariableDefinitions());
    }
    CreateVariablesResponse response =
        new CreateVariablesResponse().status(StatusResponse.SUCCESS).warning("");
    return Replies.of(fault, Json.write(response));
  }

  HttpReply variables(HttpCall call) throws JsonProcessingException {
    Requests.read(call, GetVariablesRequest.class, Operation.GET_VARIABLES);
    VariablesResponse response = new VariablesResponse().status(StatusResponse.SUCCESS);
    for (Map.Entry<String, VariableDefinition> variable :
        behaviour.account().variables().entrySet()) {
      response.putAdditionalProperty(variable.getKey(), variable.getValue().getDefaultValue());
    }
    return Replies.of(behaviour.fault(), Json.write(response));
  }

  HttpReply deleteVariables(HttpCall call) throws JsonProcessingException {
    DeleteVariablesRequest request =
        Requests.read(call, DeleteVariablesRequest.class, Operation.DELETE_VARIABLES);
    boolean all = Boolean.TRUE.equals(request.isDeleteAllVars());
    List<String> deleted = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    Fault fault = behaviour.fault();
    if (fault.stores()) {
      for (String name :
          all ? behaviour.account().variables().keySet() : Set.copyOf(request.getVariableNames())) {
        (behaviour.account().undefine(name) ? deleted : unknown).add(name);
      }
    }
    DeleteVariablesResponse response =
        new DeleteVariablesResponse()
            .status(StatusResponse.SUCCESS)
            .deletedVariables(deleted)
            .problematicVariables(unknown);
    return Replies.of(fault, Json.write(response));
  }

  HttpReply schema(HttpCall call) {
    SchemaType type = SchemaType.fromValue(call.query().get("type"));
    List<SchemaEntry> entries =
        behaviour.users().stream()
            .flatMap(user -> names(user, type))
            .distinct()
            .map(name -> new SchemaEntry().name(name))
            .toList();
    SchemaResponse response = new SchemaResponse().status(StatusResponse.SUCCESS);
    return Replies.of(
        behaviour.fault(),
        Json.write(
            type == SchemaType.EVENTS
                ? response.events(entries)
                : response.userProperties(entries)));
  }

  private static Stream<String> names(Stored user, SchemaType type) {
    return type == SchemaType.EVENTS
        ? user.events().stream().map(event -> event.event().getEventName())
        : user.profile().getProfileData().keySet().stream();
  }

  HttpReply subscriptionGroups(HttpCall call) {
    SubscriptionGroupsResponse response =
        new SubscriptionGroupsResponse().status(StatusResponse.SUCCESS).groups(List.of());
    return Replies.of(behaviour.fault(), Json.write(response));
  }
}
