package io.clevertap.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The JSON of the API: fields that are not set are never written, and fields that are not known are
 * no error.
 */
final class Json {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Writes a value.
   *
   * @throws CharacterCodingException when a text holds half of a surrogate pair, which UTF-8 cannot
   *     say, and which Jackson would write as it is
   */
  static byte[] write(Object value) throws JsonProcessingException, CharacterCodingException {
    CharBuffer json = CharBuffer.wrap(MAPPER.writeValueAsString(value));
    ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(json);
    return Arrays.copyOf(bytes.array(), bytes.limit());
  }

  /** Returns the tree of what this class wrote. */
  static JsonNode tree(byte[] written) {
    try {
      return MAPPER.readTree(written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
