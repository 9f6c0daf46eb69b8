package io.clevertap.internal.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import feign.RequestTemplate;
import feign.codec.EncodeException;
import feign.codec.Encoder;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.internal.http.RequestMarks;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.record.Json;
import io.clevertap.internal.record.Repeatability;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes requests as JSON, and marks the uploads that may be sent twice. */
public final class UploadEncoder implements Encoder {

  private final boolean repeatAll;

  /**
   * Makes an encoder.
   *
   * @param repeatAll whether every upload may be sent twice, events too
   */
  public UploadEncoder(boolean repeatAll) {
    this.repeatAll = repeatAll;
  }

  @Override
  public void encode(Object body, Type type, RequestTemplate template) {
    UploadRequest upload = (UploadRequest) body;
    template.body(json(upload), StandardCharsets.UTF_8);
    if (upload instanceof EncodedUploadRequest batch) {
      RequestMarks.millisLeft(template, batch.millisLeft());
    }
    if (upload instanceof EncodedUploadRequest batch && batch.isDryRun()) {
      RequestMarks.dryRun(template);
    } else if (isRepeatable(upload)) {
      RequestMarks.repeatable(template);
    }
  }

  private static byte[] json(UploadRequest upload) {
    if (upload instanceof EncodedUploadRequest batch) {
      return batch.json();
    }
    try {
      return Json.write(upload);
    } catch (CharacterCodingException | JsonProcessingException e) {
      List<UploadRecord> records = upload.getRecords();
      for (int i = 0; i < records.size(); i++) {
        UploadRecord record = records.get(i);
        EncodedRecord.of(() -> record, i, false); // says what is wrong with which record
      }
      throw new EncodeException("The records cannot be written as JSON"); // a cause repeats values
    }
  }

  private boolean isRepeatable(UploadRequest upload) {
    if (upload instanceof EncodedUploadRequest batch) {
      return batch.isRepeatable(repeatAll);
    }
    return repeatAll
        || upload.getRecords() != null
            && upload.getRecords().stream().allMatch(Repeatability::isRepeatable);
  }
}
