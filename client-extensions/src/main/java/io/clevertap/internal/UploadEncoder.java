package io.clevertap.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import feign.RequestTemplate;
import feign.codec.EncodeException;
import feign.codec.Encoder;
import io.clevertap.client.model.UploadRequest;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

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
    } catch (CharacterCodingException e) {
      throw new EncodeException("A text holds half of a surrogate pair");
    } catch (JsonProcessingException e) { // not kept as a cause: its message repeats the value
      throw new EncodeException("The records cannot be written as JSON");
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
