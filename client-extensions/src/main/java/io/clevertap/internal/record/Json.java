package io.clevertap.internal.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;

/**
 * The JSON of the API: fields that are not set are never written, and fields that are not known are
 * no error.
 */
public final class Json {

  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Writes a value.
   *
   * @throws CharacterCodingException when a text holds half of a surrogate pair, which UTF-8 cannot
   *     say, and which Jackson would write as an escape
   */
  public static byte[] write(Object value)
      throws JsonProcessingException, CharacterCodingException {
    byte[] json = MAPPER.writeValueAsBytes(value);
    if (holdsHalfOfAPair(json)) {
      throw new CharacterCodingException();
    }
    return json;
  }

  /** Returns the tree of what this class wrote. */
  public static JsonNode tree(byte[] written) {
    try {
      return MAPPER.readTree(written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whole pairs are written as they are, so that an escape from D800 to DFFF is a half. */
  private static boolean holdsHalfOfAPair(byte[] json) {
    for (int i = 0; i < json.length - 3; i++) {
      if (json[i] == '\\') {
        if (json[i + 1] == 'u' && json[i + 2] == 'D' && json[i + 3] >= '8') {
          return true;
        }
        i++; // what is escaped may be a backslash
      }
    }
    return false;
  }
}
