package io.clevertap.internal;

import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UploadRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An upload request whose records are JSON already. */
final class UploadBatch extends UploadRequest {

  private static final byte[] HEAD =
      ("{\"" + JSON_PROPERTY_RECORDS + "\":[").getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

  private final List<PreparedRecord> prepared;

  UploadBatch(List<PreparedRecord> prepared) {
    this.prepared = prepared;
  }

  @Override
  public List<UploadRecord> getRecords() {
    return prepared.stream().map(PreparedRecord::record).toList();
  }

  boolean isRepeatable() {
    return prepared.stream().allMatch(PreparedRecord::repeatable);
  }

  byte[] json() {
    int length = prepared.stream().mapToInt(record -> record.json().length + 1).sum();
    ByteArrayOutputStream json = new ByteArrayOutputStream(HEAD.length + length + TAIL.length);
    json.writeBytes(HEAD);
    for (int i = 0; i < prepared.size(); i++) {
      if (i > 0) {
        json.write(',');
      }
      json.writeBytes(prepared.get(i).json());
    }
    json.writeBytes(TAIL);
    return json.toByteArray();
  }
}
