package io.clevertap.internal.api;

import feign.RequestTemplate;
import feign.codec.Encoder;
import io.clevertap.client.api.LimitException;
import io.clevertap.internal.record.Json;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes the body of any operation as JSON. */
public final class JsonEncoder implements Encoder {

  @Override
  public void encode(Object body, Type type, RequestTemplate template) {
    try {
      template.body(Json.write(body), StandardCharsets.UTF_8);
    } catch (LimitException e) {
      throw new IllegalArgumentException("The request is invalid: " + e.getMessage());
    }
  }
}
