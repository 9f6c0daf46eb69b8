package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.DeleteProfilesRequest;
import io.clevertap.client.model.DemergeProfilesRequest;
import io.clevertap.client.model.DisassociateRequest;
import io.clevertap.client.model.SubscribeRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.Identifier.Kind;
import java.util.List;
import java.util.Objects;

/** Responds to deletions and other changes of profiles. */
final class ProfileChanges {

  private final Behaviour behaviour;

  ProfileChanges(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Deletes users at once. */
  HttpReply delete(HttpCall call) throws JsonProcessingException {
    DeleteProfilesRequest request =
        Requests.read(call, DeleteProfilesRequest.class, Operation.DELETE_PROFILES);
    Fault fault = behaviour.fault();
    if (fault.stores()) {
      for (String id : Objects.requireNonNullElse(request.getIdentity(), List.<String>of())) {
        behaviour.delete(new Identifier(Kind.IDENTITY, id));
      }
      for (String id : Objects.requireNonNullElse(request.getObjectIds(), List.<String>of())) {
        behaviour.delete(new Identifier(Kind.OBJECT_ID, id));
      }
    }
    return Replies.success(fault);
  }

  /** Accepts a demerge, and changes nothing: every stored user has one device. */
  HttpReply demerge(HttpCall call) throws JsonProcessingException {
    Requests.read(call, DemergeProfilesRequest.class, Operation.DEMERGE_PROFILES);
    return Replies.success(behaviour.fault());
  }

  /** Accepts changes of subscriptions, and stores none. */
  HttpReply subscribe(HttpCall call) throws JsonProcessingException {
    return processed(
        Requests.read(call, SubscribeRequest.class, Operation.SUBSCRIBE).getRecords().size());
  }

  /** Accepts phone numbers, and stores none. */
  HttpReply disassociate(HttpCall call) throws JsonProcessingException {
    return processed(
        Requests.read(call, DisassociateRequest.class, Operation.DISASSOCIATE).getRecords().size());
  }

  private HttpReply processed(int count) {
    UploadResponse response =
        new UploadResponse().status(UploadStatus.SUCCESS).processed(count).unprocessed(List.of());
    return Replies.of(behaviour.fault(), Json.write(response));
  }
}
