package io.clevertap.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import feign.RequestTemplate;
import feign.codec.EncodeException;
import feign.codec.Encoder;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UploadRequest;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes requests as JSON, and marks the uploads that may be sent twice. */
final class UploadEncoder implements Encoder {

  private final boolean repeatAll;

  /**
   * Makes an encoder.
   *
   * @param repeatAll whether every upload may be sent twice, events too
   */
  UploadEncoder(boolean repeatAll) {
    this.repeatAll = repeatAll;
  }

  @Override
  public void encode(Object body, Type type, RequestTemplate template) {
    UploadRequest upload = (UploadRequest) body;
    template.body(json(upload), StandardCharsets.UTF_8);
    if (upload instanceof UploadBatch batch) {
      Timeouts.mark(template, batch.millisLeft());
    }
    if (upload instanceof UploadBatch batch && batch.isDryRun()) {
      Repeatability.markDryRun(template);
    } else if (isRepeatable(upload)) {
      Repeatability.mark(template);
    }
  }

  private static byte[] json(UploadRequest upload) {
    if (upload instanceof UploadBatch batch) {
      return batch.json();
    }
    try {
      return Json.write(upload);
    } catch (CharacterCodingException | JsonProcessingException e) {
      List<UploadRecord> records = upload.getRecords();
      for (int i = 0; i < records.size(); i++) {
        UploadRecord record = records.get(i);
        PreparedRecord.of(() -> record, i, false); // says what is wrong with which record
      }
      throw new EncodeException("The records cannot be written as JSON"); // a cause repeats values
    }
  }

  private boolean isRepeatable(UploadRequest upload) {
    if (upload instanceof UploadBatch batch) {
      return batch.isRepeatable(repeatAll);
    }
    return repeatAll
        || upload.getRecords() != null
            && upload.getRecords().stream().allMatch(Repeatability::isRepeatable);
  }
}
