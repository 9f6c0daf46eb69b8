package io.clevertap.internal.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import feign.RequestTemplate;
import feign.codec.Encoder;
import io.clevertap.internal.record.Json;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Writes the body of any operation as JSON. */
public final class JsonEncoder implements Encoder {

  @Override
  public void encode(Object body, Type type, RequestTemplate template) {
    try {
      template.body(Json.write(body), StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("A string of the request contains an unpaired surrogate");
    } catch (JsonProcessingException e) { // not kept as a cause: its message repeats the value
      throw new IllegalArgumentException("The request cannot be written as JSON");
    }
  }
}
