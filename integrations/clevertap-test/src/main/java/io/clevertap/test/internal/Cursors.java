package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.CursorResponse;
import io.clevertap.client.model.ErrorResponse;
import io.clevertap.client.model.ProfilePage;
import io.clevertap.client.model.RequestErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The open exports. A cursor contains its position, so the same cursor always gets the same page.
 */
final class Cursors {

  private static final int PAGE_SIZE = 500;

  private record Export(List<JsonNode> records, int pageSize) {}

  private final Behaviour behaviour;
  private final Map<Integer, Export> exports = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();

  Cursors(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Opens an export. */
  HttpReply open(HttpCall call, List<JsonNode> records) {
    int pageSize = Integer.parseInt(call.query().getOrDefault("batch_size", "" + PAGE_SIZE));
    int id = last.incrementAndGet();
    exports.put(id, new Export(records, pageSize));
    CursorResponse opened =
        new CursorResponse().status(StatusResponse.SUCCESS).cursor(cursor(id, 0));
    return Replies.of(behaviour.fault(), Json.write(opened));
  }

  /** Returns a page. */
  HttpReply page(HttpCall call) {
    if (behaviour.isNotReady()) {
      return failure(RequestErrorCode.IN_PROGRESS);
    }
    String[] parts = call.query().getOrDefault("cursor", "").split("[/=]");
    Export export = parts.length < 2 ? null : exports.get(number(parts[0]));
    if (export == null || behaviour.areCursorsExpired()) {
      return failure(RequestErrorCode.INCORRECT_USAGE);
    }
    int from = Math.min(number(parts[1]), export.records().size());
    int to = Math.min(from + export.pageSize(), export.records().size());
    ObjectNode page = Json.MAPPER.createObjectNode();
    page.put(ProfilePage.JSON_PROPERTY_STATUS, StatusResponse.SUCCESS);
    if (to < export.records().size()) {
      page.put(ProfilePage.JSON_PROPERTY_NEXT_CURSOR, cursor(number(parts[0]), to));
    }
    if (!export.records().isEmpty()) {
      page.putArray(ProfilePage.JSON_PROPERTY_RECORDS).addAll(export.records().subList(from, to));
    }
    return Replies.of(behaviour.fault(), Json.write(page));
  }

  private HttpReply failure(RequestErrorCode code) {
    ErrorResponse failure =
        new ErrorResponse()
            .status(StatusResponse.FAIL)
            .error(code.getDescription())
            .code(code.getValue());
    return Replies.of(behaviour.fault(), Json.write(failure));
  }

  /** Returns a cursor as CleverTap does: with characters that need encoding, and encoded. */
  private static String cursor(int id, int position) {
    return URLEncoder.encode(id + "/" + position + "==", StandardCharsets.UTF_8);
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }
}
