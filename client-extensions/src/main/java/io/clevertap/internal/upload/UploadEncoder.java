package io.clevertap.internal.upload;

import feign.RequestTemplate;
import feign.codec.Encoder;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.internal.http.RequestMarks;
import io.clevertap.internal.record.EncodedRecord;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes uploads, and marks those that may be resent when their outcome is unknown.
 *
 * @param others writes the bodies of all other operations
 * @param repeatAll whether every upload may be resent, including events
 */
public record UploadEncoder(Encoder others, boolean repeatAll, boolean recordChecks)
    implements Encoder {

  @Override
  public void encode(Object body, Type type, RequestTemplate template) {
    if (body instanceof EncodedUploadRequest upload) {
      RequestMarks.millisLeft(template, upload.millisLeft());
      write(upload, template);
    } else if (body instanceof UploadRequest upload && upload.getRecords() != null) {
      write(new EncodedUploadRequest(encoded(upload.getRecords()), true, 0), template);
    } else {
      others.encode(body, type, template);
    }
  }

  private void write(EncodedUploadRequest upload, RequestTemplate template) {
    template.body(upload.json(), StandardCharsets.UTF_8);
    if (upload.isRepeatable(repeatAll)) {
      RequestMarks.repeatable(template);
    }
  }

  private List<EncodedRecord> encoded(List<UploadRecord> records) {
    List<EncodedRecord> encoded = new ArrayList<>(records.size());
    for (UploadRecord record : records) {
      encoded.add(EncodedRecord.of(() -> record, encoded.size(), recordChecks));
    }
    return encoded;
  }
}
