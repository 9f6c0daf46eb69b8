package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.clevertap.client.api.LimitException;
import io.clevertap.client.api.Limits;
import io.clevertap.client.api.Operation;
import java.nio.charset.StandardCharsets;

/** Reads the body of a request, and rejects a body that the API description does not allow. */
final class Requests {

  private static final ObjectReader STRICT =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Requests() {}

  /**
   * Reads a body.
   *
   * @param parameters the arguments of the operation that follow the body
   * @throws JsonProcessingException if it is not the JSON of the model
   * @throws IllegalArgumentException if it breaks a limit
   */
  static <T> T read(HttpCall call, Class<T> model, Operation operation, Object... parameters)
      throws JsonProcessingException {
    T body = STRICT.forType(model).readValue(new String(call.body(), StandardCharsets.UTF_8));
    Object[] arguments = new Object[parameters.length + 1];
    arguments[0] = body;
    System.arraycopy(parameters, 0, arguments, 1, parameters.length);
    try {
      Limits.check(operation, arguments);
    } catch (LimitException e) {
      throw new IllegalArgumentException(e.getMessage());
    }
    return body;
  }
}
