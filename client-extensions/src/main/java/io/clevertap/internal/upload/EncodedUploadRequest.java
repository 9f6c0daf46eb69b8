package io.clevertap.internal.upload;

import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.internal.api.CheckedBody;
import io.clevertap.internal.record.EncodedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An upload request whose records are already JSON. It extends the generated request because Feign
 * passes nothing but the body of a call to the encoder.
 */
public final class EncodedUploadRequest extends UploadRequest implements CheckedBody {

  private static final byte[] HEAD =
      ("{\"" + JSON_PROPERTY_RECORDS + "\":[").getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

  /** The bytes of a request in addition to its records with a comma each. */
  public static final int ENVELOPE_BYTES = HEAD.length + TAIL.length - 1;

  private final List<EncodedRecord> encoded;
  private final boolean resendLost;
  private final long millisLeft;

  /**
   * Creates a request.
   *
   * @param resendLost whether the request may be resent when its response was lost
   * @param millisLeft the time for all attempts
   */
  EncodedUploadRequest(List<EncodedRecord> encoded, boolean resendLost, long millisLeft) {
    this.encoded = encoded;
    this.resendLost = resendLost;
    this.millisLeft = millisLeft;
  }

  @Override
  public List<UploadRecord> getRecords() {
    return encoded.stream().map(EncodedRecord::record).toList();
  }

  long millisLeft() {
    return millisLeft;
  }

  /** Returns whether the request may be resent when its outcome is unknown. */
  boolean isRepeatable(boolean repeatAll) {
    return resendLost && (repeatAll || encoded.stream().allMatch(EncodedRecord::repeatable));
  }

  byte[] json() {
    int length = HEAD.length + TAIL.length + Math.max(0, encoded.size() - 1);
    for (EncodedRecord record : encoded) {
      length += record.json().length;
    }
    ByteBuffer json = ByteBuffer.allocate(length).put(HEAD);
    for (int i = 0; i < encoded.size(); i++) {
      if (i > 0) {
        json.put((byte) ',');
      }
      json.put(encoded.get(i).json());
    }
    return json.put(TAIL).array();
  }
}
