package io.clevertap.test.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clevertap.client.model.UserProfile;

/** Reads and writes JSON. */
final class Json {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // cannot happen: every value consists of JSON and models
    }
  }

  /** Returns a value as JSON. */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Returns a profile written as JSON and read again, as a client gets it. */
  static UserProfile copy(UserProfile profile) {
    try {
      return MAPPER.readValue(write(profile), UserProfile.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Converts JSON to a model of the API.
   *
   * @throws IllegalStateException if the JSON does not fit the model
   */
  static <T> T as(Class<T> model, JsonNode value) {
    try {
      T read = MAPPER.treeToValue(value, model);
      if (read != null) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not a " + model.getSimpleName() + ": " + value, e);
    }
    throw new IllegalStateException("Not a " + model.getSimpleName() + ": " + value);
  }
}
