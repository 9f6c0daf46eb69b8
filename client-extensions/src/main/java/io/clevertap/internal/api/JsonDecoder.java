package io.clevertap.internal.api;

import com.fasterxml.jackson.databind.JavaType;
import feign.Response;
import feign.codec.Decoder;
import io.clevertap.internal.record.Json;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a response. If it is UTF-8, from its bytes: Feign's decoder turns them into
 * characters first.
 */
final class JsonDecoder implements Decoder {

  @Override
  public @Nullable Object decode(Response response, Type type) throws IOException {
    Response.Body body = response.body();
    if (body == null || Integer.valueOf(0).equals(body.length())) {
      return null;
    }
    Charset charset = response.charset();
    JavaType result = Json.MAPPER.constructType(type);
    return charset.equals(StandardCharsets.UTF_8)
        ? Json.MAPPER.readValue(body.asInputStream(), result)
        : Json.MAPPER.readValue(body.asReader(charset), result);
  }
}
