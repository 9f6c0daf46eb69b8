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

/** Answers uploads. */
final class Uploads {

  private static final String DRY_RUN = "dryRun";
  private static final Set<String> YES_OR_NO = Set.of("0", "1");

  private final Behaviour behaviour;
  private final ReentrantLock storing = new ReentrantLock();

  Uploads(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /**
   * Answers a call.
   *
   * @throws IllegalArgumentException when it is not valid
   * @throws JsonProcessingException when its body is not JSON
   */
  HttpReply answer(HttpCall call) throws JsonProcessingException {
    String dryRun = call.query().getOrDefault(DRY_RUN, "0");
    JsonNode records =
        Json.MAPPER
            .readTree(new String(call.body(), StandardCharsets.UTF_8))
            .path(UploadRequest.JSON_PROPERTY_RECORDS);
    boolean someButNotTooMany =
        records.isArray() && !records.isEmpty() && records.size() <= limit(records);
    if (!someButNotTooMany || !YES_OR_NO.contains(dryRun)) {
      throw new IllegalArgumentException("No records, too many, or neither a dry run nor none");
    }
    boolean stores = dryRun.equals("0");
    behaviour.receive(records, !stores);
    Fault fault = behaviour.fault(records);
    return Replies.of(fault, fault.stores() ? process(records, stores) : "");
  }

  private String process(JsonNode records, boolean stores) {
    List<JsonNode> taken = new ArrayList<>();
    List<ObjectNode> refused = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      JsonNode record = records.get(i);
      Optional<RecordErrorCode> refusal =
          RecordRules.refusal(record).or(() -> behaviour.refusal(record));
      if (refusal.isPresent()) {
        refused.add(refused(record, refusal.get(), i + 1));
      } else {
        taken.add(record);
      }
    }
    if (stores) {
      storing.lock();
      try {
        behaviour.store(taken);
      } finally {
        storing.unlock();
      }
    }
    behaviour.arrange(refused);
    return answer(taken.size(), refused);
  }

  private static String answer(int taken, List<ObjectNode> refused) {
    UploadStatus some = taken == 0 ? UploadStatus.FAIL : UploadStatus.PARTIAL;
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.put(
        UploadResponse.JSON_PROPERTY_STATUS,
        (refused.isEmpty() ? UploadStatus.SUCCESS : some).getValue());
    answer.put(UploadResponse.JSON_PROPERTY_PROCESSED, taken);
    answer.putArray(UploadResponse.JSON_PROPERTY_UNPROCESSED).addAll(refused);
    return Json.write(answer);
  }

  private static ObjectNode refused(JsonNode record, RecordErrorCode code, int number) {
    ObjectNode refused = Json.MAPPER.createObjectNode();
    refused.put(UnprocessedRecord.JSON_PROPERTY_STATUS, UploadStatus.FAIL.getValue());
    refused.put(UnprocessedRecord.JSON_PROPERTY_CODE, code.getValue());
    refused.put(
        UnprocessedRecord.JSON_PROPERTY_ERROR,
        code.getDescription() + ". Skipped record number : " + number);
    refused.set(UnprocessedRecord.JSON_PROPERTY_RECORD, RecordRules.echo(record, code));
    return refused;
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
