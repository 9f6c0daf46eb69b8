package io.clevertap.internal;

import feign.RequestTemplate;
import feign.codec.Encoder;
import feign.jackson.JacksonEncoder;
import io.clevertap.client.model.UploadRequest;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes requests as JSON, and marks the uploads that may be sent twice. */
final class UploadEncoder implements Encoder {

  private final Encoder json = new JacksonEncoder(Json.MAPPER);
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
    boolean repeatable;
    if (body instanceof UploadBatch batch) {
      template.body(batch.json(), StandardCharsets.UTF_8);
      repeatable = batch.isRepeatable(repeatAll);
    } else {
      json.encode(body, type, template);
      repeatable =
          repeatAll
              || body instanceof UploadRequest upload
                  && upload.getRecords().stream().allMatch(Repeatability::isRepeatable);
    }
    if (repeatable) {
      Repeatability.mark(template);
    }
  }
}
