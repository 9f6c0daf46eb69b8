package io.clevertap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.test.internal.Behaviour;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stores uploads; rejects the users whose identity begins with "bad". */
class Store implements Behaviour {

  final List<JsonNode> records = new CopyOnWriteArrayList<>();

  @Override
  public Optional<RecordErrorCode> refusal(JsonNode record) {
    return record.path("identity").asText().startsWith("bad")
        ? Optional.of(RecordErrorCode.fromValue(515))
        : Optional.empty();
  }

  @Override
  public void store(List<JsonNode> uploaded) {
    records.addAll(uploaded);
  }

  JsonNode user(String identity) {
    return records.stream()
        .filter(record -> record.path("identity").asText().equals(identity))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Not stored: " + identity));
  }
}
