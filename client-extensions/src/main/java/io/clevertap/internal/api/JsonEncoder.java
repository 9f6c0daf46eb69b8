package io.clevertap.internal.api;

import feign.RequestTemplate;
import feign.codec.Encoder;
import io.clevertap.client.api.LimitException;
import io.clevertap.client.api.Operation;
import io.clevertap.internal.http.RequestMarks;
import io.clevertap.internal.record.Json;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/**
 * Writes the body of any operation as JSON, and marks a request whose effect is milder than that of
 * its operation.
 */
public final class JsonEncoder implements Encoder {

  @Override
  public void encode(Object body, Type type, RequestTemplate template) {
    try {
      template.body(Json.write(body), StandardCharsets.UTF_8);
    } catch (LimitException e) {
      throw new IllegalArgumentException("The request is invalid: " + e.getMessage());
    }
    Operation operation = Operation.of(template.methodMetadata().method().getName());
    switch (operation.effect(body)) {
      case READ -> RequestMarks.noEffect(template);
      case IDEMPOTENT -> RequestMarks.repeatable(template);
      case ONCE -> {}
    }
  }
}
