package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.client.api.CredentialHeaders;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.CustomList;
import io.clevertap.client.model.ErrorResponse;
import io.clevertap.client.model.ListResponse;
import io.clevertap.client.model.ListUploadUrlResponse;
import io.clevertap.test.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes lists of files, which it receives at an address of its own. */
final class CustomLists {

  private static final String FILES = "/files-of-lists/";
  private static final Duration LIFE = Duration.ofHours(24);

  private final Behaviour behaviour;

  CustomLists(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  HttpReply address(HttpCall call) {
    String host = call.header("Host").orElseThrow();
    ListUploadUrlResponse response =
        new ListUploadUrlResponse()
            .status(StatusResponse.SUCCESS)
            .code(200)
            .uploadUrl("http://" + host + FILES + UUID.randomUUID())
            .expiry(Instant.now().plus(LIFE).toString());
    return Replies.of(behaviour.fault(), Json.write(response));
  }

  /** Returns whether a call sends the file of a list. */
  static boolean isFile(HttpCall call) {
    return call.method().equals("PUT") && call.path().startsWith(FILES);
  }

  /** Receives a file, as a host that must not get the credentials. */
  HttpReply receive(HttpCall call) {
    if (call.header(CredentialHeaders.ACCOUNT_ID).isPresent()
        || call.header(CredentialHeaders.PASSCODE).isPresent()) {
      return Replies.error(400, "The credentials of CleverTap were sent to another host");
    }
    if (behaviour.areCursorsExpired()) {
      return Replies.error(403, "Request has expired");
    }
    Fault fault = behaviour.fault();
    if (fault.stores()) {
      behaviour.account().receive(call.path(), call.body());
    }
    return Replies.of(fault, "");
  }

  HttpReply complete(HttpCall call) throws JsonProcessingException {
    CustomList request = Requests.read(call, CustomList.class, Operation.COMPLETE_LIST_UPLOAD);
    boolean replaces = Boolean.TRUE.equals(request.isReplace());
    Fault fault = behaviour.fault();
    if (!replaces && behaviour.account().list(request.getName()).isPresent()) {
      ErrorResponse duplicate =
          new ErrorResponse().status(StatusResponse.FAIL).error("duplicate_name").code(400);
      return Replies.of(fault, Json.write(duplicate));
    }
    ListResponse response = new ListResponse().status(StatusResponse.SUCCESS).code(200);
    if (fault.stores()) {
      response.segmentId(behaviour.account().putList(request.getName(), users(request.getUrl())));
    }
    return Replies.of(fault, Json.write(response));
  }

  /** Returns the users in the file that was sent to an address; none if there is no such file. */
  private List<String> users(String url) {
    return behaviour
        .account()
        .file(URI.create(url).getPath())
        .map(file -> new String(file, StandardCharsets.UTF_8))
        .map(file -> file.lines().skip(1).map(line -> line.split(",", 2)[1]).toList())
        .orElse(List.of());
  }
}
