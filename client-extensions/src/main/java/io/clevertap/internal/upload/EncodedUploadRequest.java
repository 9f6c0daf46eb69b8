package io.clevertap.internal.upload;

import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.internal.record.EncodedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An upload request whose records are JSON already. */
public final class EncodedUploadRequest extends UploadRequest {

  private static final byte[] HEAD =
      ("{\"" + JSON_PROPERTY_RECORDS + "\":[").getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

  /** What a request has besides its records and a comma after each. */
  public static final int ENVELOPE_BYTES = HEAD.length + TAIL.length - 1;

  private final List<EncodedRecord> prepared;
  private final boolean resendLost;
  private final boolean dryRun;
  private final long millisLeft;

  /**
   * Makes a batch.
   *
   * @param resendLost whether it may be sent again at once when its answer was lost
   * @param dryRun whether it is only validated
   * @param millisLeft how long it may take with all of its attempts
   */
  EncodedUploadRequest(
      List<EncodedRecord> prepared, boolean resendLost, boolean dryRun, long millisLeft) {
    this.prepared = prepared;
    this.resendLost = resendLost;
    this.dryRun = dryRun;
    this.millisLeft = millisLeft;
  }

  @Override
  public List<UploadRecord> getRecords() {
    return prepared.stream().map(EncodedRecord::record).toList();
  }

  long millisLeft() {
    return millisLeft;
  }

  boolean isDryRun() {
    return dryRun;
  }

  /**
   * Tells whether it may be sent twice.
   *
   * @param repeatAll whether records may be that would be applied twice
   */
  boolean isRepeatable(boolean repeatAll) {
    return resendLost && (repeatAll || prepared.stream().allMatch(EncodedRecord::repeatable));
  }

  byte[] json() {
    int length = HEAD.length + TAIL.length + Math.max(0, prepared.size() - 1);
    for (EncodedRecord record : prepared) {
      length += record.json().length;
    }
    ByteBuffer json = ByteBuffer.allocate(length).put(HEAD);
    for (int i = 0; i < prepared.size(); i++) {
      if (i > 0) {
        json.put((byte) ',');
      }
      json.put(prepared.get(i).json());
    }
    return json.put(TAIL).array();
  }
}
