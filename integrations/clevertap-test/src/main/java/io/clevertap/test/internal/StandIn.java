package io.clevertap.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.api.CredentialHeaders;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stand-in for CleverTap's upload on a loopback socket. It keeps the limits of the real one, and
 * beyond that does what its {@link Behaviour} says.
 */
public final class FakeCleverTap implements AutoCloseable {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String UPLOAD_PATH = "/1/upload";

  private final Behaviour behaviour;
  private final ReentrantLock storing = new ReentrantLock();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicInteger uploads = new AtomicInteger();
  private final LoopbackServer server;

  private FakeCleverTap(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.server = LoopbackServer.start(0, this::handle);
  }

  /** Starts a server on any free port. */
  public static FakeCleverTap start(Behaviour behaviour) throws IOException {
    return new FakeCleverTap(behaviour);
  }

  /** Returns the address to give to the client. */
  public String baseUrl() {
    return server.baseUrl();
  }

  /** Returns how many uploads came, whatever became of them. */
  public int uploads() {
    return uploads.get();
  }

  /** Returns how many uploads were in flight at the worst moment. */
  public int mostInFlight() {
    return mostInFlight.get();
  }

  /** Returns how many connections are open. */
  public int connections() {
    return server.connections();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private HttpReply handle(HttpCall call) {
    if (call.header(CredentialHeaders.ACCOUNT_ID).isEmpty()
        || call.header(CredentialHeaders.PASSCODE).isEmpty()) {
      return unauthorized();
    }
    if (!call.path().equals(UPLOAD_PATH)) {
      return error(404, "Not Found");
    }
    uploads.incrementAndGet();
    int now = inFlight.incrementAndGet();
    mostInFlight.accumulateAndGet(now, Math::max);
    try {
      return now > Operation.UPLOAD.concurrentRequests() ? throttled() : upload(call);
    } catch (JsonProcessingException e) {
      return error(400, "The body is not JSON");
    } finally {
      inFlight.decrementAndGet(); // before the client can know, so that the count is never too high
    }
  }

  private HttpReply upload(HttpCall call) throws JsonProcessingException {
    JsonNode records =
        MAPPER
            .readTree(new String(call.body(), StandardCharsets.UTF_8))
            .path(UploadRequest.JSON_PROPERTY_RECORDS);
    if (!records.isArray() || records.size() > limit(records)) {
      return error(400, "The records are not an array, or too many");
    }
    Fault fault = behaviour.fault(records);
    String answer = fault.stores() ? store(records) : "";
    return switch (fault) {
      case NONE -> HttpReply.json(200, answer);
      case CUT_OFF -> new HttpReply.CutOff(HttpReply.json(200, answer));
      case UNAUTHORIZED -> unauthorized();
      case INVALID -> error(400, "Invalid parameter passed");
      case THROTTLED -> throttled();
      case UNAVAILABLE -> error(503, "Service Unavailable");
      case BAD_GATEWAY_AFTER_STORING -> error(502, "Bad Gateway");
      case RESET, RESET_AFTER_STORING -> new HttpReply.Reset();
      case SILENCE, SILENCE_AFTER_STORING -> new HttpReply.Silence();
      case HTML, HTML_AFTER_STORING ->
          new HttpReply.Answer(
              200, "text/html", "<html><body>Sorry</body></html>".getBytes(StandardCharsets.UTF_8));
    };
  }

  private String store(JsonNode records) throws JsonProcessingException {
    List<JsonNode> taken = new ArrayList<>();
    List<ObjectNode> refused = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      Optional<RecordErrorCode> refusal = behaviour.refusal(records.get(i));
      if (refusal.isPresent()) {
        refused.add(refused(records.get(i), refusal.get(), i + 1));
      } else {
        taken.add(records.get(i));
      }
    }
    storing.lock();
    try {
      behaviour.store(taken);
    } finally {
      storing.unlock();
    }
    behaviour.arrange(refused);
    UploadStatus status =
        refused.isEmpty()
            ? UploadStatus.SUCCESS
            : taken.isEmpty() ? UploadStatus.FAIL : UploadStatus.PARTIAL;
    ObjectNode answer = MAPPER.createObjectNode();
    answer.put("status", status.getValue()).put("processed", taken.size());
    answer.putArray("unprocessed").addAll(refused);
    return MAPPER.writeValueAsString(answer);
  }

  private static ObjectNode refused(JsonNode record, RecordErrorCode code, int number) {
    ObjectNode refused = MAPPER.createObjectNode();
    refused.put("status", UploadStatus.FAIL.getValue()).put("code", code.getValue());
    refused.put("error", "The record is incorrect. Skipped record number : " + number);
    refused.set("record", record);
    return refused;
  }

  private static int limit(JsonNode records) {
    for (JsonNode record : records) {
      if (record.path("type").asText().equals("token")) {
        return UploadRequest.MAX_TOKEN_RECORDS;
      }
    }
    return UploadRequest.RECORDS_MAX_ITEMS;
  }

  private static HttpReply unauthorized() {
    return error(401, "Invalid Credentials");
  }

  private static HttpReply throttled() {
    return error(429, "Too many concurrent requests");
  }

  private static HttpReply error(int status, String reason) {
    return HttpReply.json(
        status, "{\"status\":\"fail\",\"error\":\"%s\",\"code\":%d}".formatted(reason, status));
  }
}
