package io.clevertap.internal.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.clevertap.client.api.LimitException;
import io.clevertap.client.model.ErrorResponse;
import io.clevertap.client.model.PropertyOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes the API's JSON, without fields that have no value. Ignores unknown fields. */
public final class Json {

  /** How deep objects and lists may be nested, whatever the API's own limit is. */
  static final int MAX_DEPTH = 64;

  private static final String NOT_FINITE = "contains a number that is NaN or infinite";

  /** For what was read, whose numbers may be too large for Java and so be infinite. */
  private static final JsonMapper ANY_NUMBER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public static final JsonMapper MAPPER =
      ANY_NUMBER
          .rebuild()
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new FiniteSerializer())
                  .addSerializer(Float.class, new FiniteSerializer()))
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
   * @throws LimitException when JSON cannot represent the value: when it is nested too deeply, or
   *     contains a number that is not finite, an object of an unknown type, or an unpaired
   *     surrogate, which UTF-8 cannot represent and Jackson would write as an escape
   */
  public static byte[] write(Object value) throws LimitException {
    byte[] json;
    try {
      json = JsonWriter.write(value);
    } catch (JsonProcessingException e) { // not kept as a cause: its message repeats the value
      throw new LimitException("", problem(e));
    }
    if (UnpairedSurrogates.areIn(json)) {
      throw new LimitException("", "contains an unpaired surrogate");
    }
    return json;
  }

  private static String problem(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException
        || e.getCause() instanceof StreamConstraintsException) {
      return "has more than " + MAX_DEPTH + " levels of nested objects and lists";
    }
    return NOT_FINITE.equals(e.getOriginalMessage()) ? NOT_FINITE : "cannot be written as JSON";
  }

  /**
   * Returns a copy of a model, or another model with the same content.
   *
   * @throws IllegalArgumentException when the other model has no place for a part of the content
   */
  public static <T> T convert(Object model, Class<T> type) {
    JsonNode content = MAPPER.valueToTree(model);
    T copy = MAPPER.convertValue(content, type);
    if (!content.equals(MAPPER.valueToTree(copy))) {
      throw new IllegalArgumentException(type.getSimpleName() + " has no place for a part of it");
    }
    return copy;
  }

  /** Reads JSON that this class wrote. */
  public static JsonNode tree(byte[] written) {
    try {
      return MAPPER.readTree(written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a model that was read from a response as a tree. */
  public static JsonNode treeOf(@Nullable Object model) {
    return ANY_NUMBER.valueToTree(model);
  }

  /** Returns whether a value is one that JSON can represent, if it is a number. */
  static boolean isFinite(@Nullable Object value) {
    return !(value instanceof Double || value instanceof Float)
        || Double.isFinite(((Number) value).doubleValue());
  }

  /** Returns the keys that a model declares. */
  public static Set<String> declaredKeys(Class<?> model) {
    return MAPPER
        .getSerializationConfig()
        .introspect(MAPPER.constructType(model))
        .findProperties()
        .stream()
        .map(BeanPropertyDefinition::getName)
        .collect(Collectors.toSet()); // unmodifiable ones divide to find an element
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

  /** Writes a number that is finite; Jackson would write any other as a string. */
  private static final class FiniteSerializer extends StdScalarSerializer<Number> {

    private static final long serialVersionUID = 1L;

    FiniteSerializer() {
      super(Number.class);
    }

    @Override
    public void serialize(Number number, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (!isFinite(number)) {
        throw JsonMappingException.from(json, NOT_FINITE);
      }
      if (number instanceof Float single) {
        json.writeNumber(single);
      } else {
        json.writeNumber(number.doubleValue());
      }
    }
  }
}
