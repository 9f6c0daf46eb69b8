package io.clevertap.internal.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clevertap.client.model.ErrorResponse;
import io.clevertap.client.model.PropertyOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Reads and writes the API's JSON, without fields that have no value. Ignores unknown fields. */
public final class Json {

  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Rejects fields that the model does not declare, and values of another type. */
  private static final JsonMapper STRICT =
      MAPPER
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private static final int NO_CODE = Integer.MIN_VALUE;

  private Json() {}

  /**
   * Writes a value.
   *
   * @throws CharacterCodingException when a string contains an unpaired surrogate, which UTF-8
   *     cannot represent and Jackson would write as an escape
   */
  public static byte[] write(Object value)
      throws JsonProcessingException, CharacterCodingException {
    byte[] json = MAPPER.writeValueAsBytes(value);
    if (containsUnpairedSurrogate(json)) {
      throw new CharacterCodingException();
    }
    return json;
  }

  /** Reads JSON that this class wrote. */
  public static JsonNode tree(byte[] written) {
    try {
      return MAPPER.readTree(written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the value as an operator; null if it is none, or contains more than an operator. */
  static @Nullable PropertyOperator operator(Object value) {
    try {
      return value instanceof PropertyOperator operator
          ? operator
          : STRICT.convertValue(value, PropertyOperator.class);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns the error in a body of any bytes, with null for each field that the body lacks. */
  public static ErrorResponse errorResponse(byte[] body) {
    JsonNode error;
    try {
      error = MAPPER.readTree(body);
    } catch (IOException e) {
      return new ErrorResponse();
    }
    String status = error.path(ErrorResponse.JSON_PROPERTY_STATUS).textValue();
    String reason = error.path(ErrorResponse.JSON_PROPERTY_ERROR).textValue();
    int code = error.path(ErrorResponse.JSON_PROPERTY_CODE).asInt(NO_CODE);
    return new ErrorResponse().status(status).error(reason).code(code == NO_CODE ? null : code);
  }

  /** Searches for an escape from D800 to DFFF: the mapper writes complete pairs unescaped. */
  private static boolean containsUnpairedSurrogate(byte[] json) {
    for (int i = 0; i < json.length - 3; i++) {
      if (json[i] == '\\') {
        if (json[i + 1] == 'u' && json[i + 2] == 'D' && json[i + 3] >= '8') {
          return true;
        }
        i++; // the escaped character may be a backslash
      }
    }
    return false;
  }
}
