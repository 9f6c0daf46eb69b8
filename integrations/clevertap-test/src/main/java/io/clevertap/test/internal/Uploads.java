package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.UnprocessedRecord;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.test.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Responds to uploads. */
final class Uploads {

  private static final String DRY_RUN = "dryRun";
  private static final Set<String> YES_OR_NO = Set.of("0", "1");

  private final Behaviour behaviour;
  private final ReentrantLock storing = new ReentrantLock();

  Uploads(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /**
   * Responds to an upload.
   *
   * @throws IllegalArgumentException if the upload is invalid
   * @throws JsonProcessingException if the body is not JSON
   */
  HttpReply reply(HttpCall call) throws JsonProcessingException {
    String dryRun = call.query().getOrDefault(DRY_RUN, "0");
    JsonNode records =
        Json.MAPPER
            .readTree(new String(call.body(), StandardCharsets.UTF_8))
            .path(UploadRequest.JSON_PROPERTY_RECORDS);
    boolean someButNotTooMany =
        records.isArray() && !records.isEmpty() && records.size() <= limit(records);
    if (!someButNotTooMany || !YES_OR_NO.contains(dryRun)) {
      throw new IllegalArgumentException("No records, too many records, or dryRun is not 0 or 1");
    }
    boolean stores = dryRun.equals("0");
    behaviour.receive(records, !stores);
    Fault fault = behaviour.fault(records);
    return Replies.of(fault, fault.stores() ? process(records, stores) : "");
  }

  private String process(JsonNode records, boolean stores) {
    List<JsonNode> accepted = new ArrayList<>();
    List<ObjectNode> rejected = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      JsonNode record = records.get(i);
      Optional<RecordErrorCode> code =
          RecordRules.refusal(record).or(() -> behaviour.refusal(record));
      if (code.isPresent()) {
        rejected.add(rejected(record, code.get(), i + 1));
      } else {
        accepted.add(record);
      }
    }
    if (stores) {
      storing.lock();
      try {
        behaviour.store(accepted);
      } finally {
        storing.unlock();
      }
    }
    behaviour.arrange(rejected);
    return response(accepted.size(), rejected);
  }

  private static String response(int accepted, List<ObjectNode> rejected) {
    UploadStatus some = accepted == 0 ? UploadStatus.FAIL : UploadStatus.PARTIAL;
    ObjectNode response = Json.MAPPER.createObjectNode();
    response.put(
        UploadResponse.JSON_PROPERTY_STATUS,
        (rejected.isEmpty() ? UploadStatus.SUCCESS : some).getValue());
    response.put(UploadResponse.JSON_PROPERTY_PROCESSED, accepted);
    response.putArray(UploadResponse.JSON_PROPERTY_UNPROCESSED).addAll(rejected);
    return Json.write(response);
  }

  private static ObjectNode rejected(JsonNode record, RecordErrorCode code, int number) {
    ObjectNode rejected = Json.MAPPER.createObjectNode();
    rejected.put(UnprocessedRecord.JSON_PROPERTY_STATUS, UploadStatus.FAIL.getValue());
    rejected.put(UnprocessedRecord.JSON_PROPERTY_CODE, code.getValue());
    rejected.put(
        UnprocessedRecord.JSON_PROPERTY_ERROR,
        code.getDescription() + ". Skipped record number : " + number);
    rejected.set(UnprocessedRecord.JSON_PROPERTY_RECORD, RecordRules.echo(record, code));
    return rejected;
  }

  private static int limit(JsonNode records) {
    for (JsonNode record : records) {
      if (RecordRules.type(record).equals(RecordRules.TOKEN)) {
        return UploadRequest.MAX_TOKEN_RECORDS;
      }
    }
    return UploadRequest.RECORDS_MAX_ITEMS;
  }
}
