package io.clevertap.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.UploadRecord;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads records in the API's format. Anything that would be lost is an error: an unknown field or
 * value, a duplicate key, a second value on a line. Numbers keep all their digits.
 */
final class RecordJson {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL))
          .withCoercionConfigDefaults(RecordJson::refuseAll)
          .build();

  private static final ObjectReader TYPES =
      MAPPER
          .readerForMapOf(ValueType.class)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final ObjectReader RECORDS = MAPPER.readerFor(UploadRecord.class);

  private static final String NOT_ONE_RECORD = "not exactly one record, which is a JSON object";

  private static final Pattern REJECTED =
      Pattern.compile("\\s*\\{\\s*\"" + RejectedFile.RECORD + "\"\\s*:");

  private RecordJson() {}

  private static void refuseAll(MutableCoercionConfig coercions) {
    for (CoercionInputShape shape : CoercionInputShape.values()) {
      coercions.setCoercion(shape, CoercionAction.Fail);
    }
  }

  /**
   * Reads a record, or a line of the file of rejected records, which begins with the record.
   *
   * @throws BadRecordException if the text is not a record
   */
  static UploadRecord read(String text) {
    try {
      return REJECTED.matcher(text).lookingAt()
          ? readRejected(text)
          : required(RECORDS.readValue(text));
    } catch (JsonProcessingException e) {
      boolean isSingleValue =
          e instanceof InvalidTypeIdException && !text.stripLeading().startsWith("{");
      throw isSingleValue ? new BadRecordException(1, NOT_ONE_RECORD) : bad(e);
    } catch (IOException e) {
      throw new IllegalStateException(e); // cannot happen: a string is not a file
    }
  }

  /**
   * Reads a record from a tree.
   *
   * @throws BadRecordException if the tree is not a record
   */
  static UploadRecord read(JsonNode tree) {
    try {
      return required(RECORDS.readValue(tree));
    } catch (JsonProcessingException e) {
      throw bad(e);
    } catch (IOException e) {
      throw new IllegalStateException(e); // cannot happen: a tree is not a file
    }
  }

  /** Returns any value as JSON on one line, which is safe to print. */
  static String printable(Object value) throws JsonProcessingException {
    return SafeText.json(MAPPER.writeValueAsString(value));
  }

  private static UploadRecord readRejected(String text) throws IOException {
    UploadRecord record;
    try (JsonParser parser = MAPPER.createParser(text)) {
      parser.nextToken();
      parser.nextToken();
      record =
          parser.nextToken() == JsonToken.VALUE_STRING
              ? read(parser.getText())
              : required(
                  RECORDS
                      .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                      .readValue(parser));
      while (parser.nextToken() != null) { // the rest must be JSON too
        boolean isUnconverted =
            parser.currentToken() == JsonToken.START_OBJECT
                && RejectedFile.UNCONVERTED.equals(parser.currentName());
        if (isUnconverted) {
          requireConverted(record, TYPES.readValue(parser));
        } else {
          parser.skipChildren();
        }
      }
    }
    return record;
  }

  /** Fails if a value that could not be converted is still not of its type. */
  private static void requireConverted(UploadRecord record, Map<String, ValueType> types) {
    JsonNode fields = MAPPER.valueToTree(record);
    JsonNode properties =
        fields.path(
            fields.has(EventRecord.JSON_PROPERTY_EVENT_DATA)
                ? EventRecord.JSON_PROPERTY_EVENT_DATA
                : ProfileRecord.JSON_PROPERTY_PROFILE_DATA);
    types.forEach(
        (name, type) -> {
          if (properties.has(name) && !type.matches(properties.get(name))) {
            throw new BadRecordException(
                1, "the value of " + name + " is not converted yet: it must be " + type.inJson());
          }
        });
  }

  private static UploadRecord required(UploadRecord record) {
    if (record == null) {
      throw new BadRecordException(1, "the record is null");
    }
    return record;
  }

  /** Returns the form that a field has. */
  private static String wanted(JsonProcessingException e) {
    Class<?> type = null;
    if (e instanceof MismatchedInputException mismatch) {
      type = mismatch.getTargetType();
    } else if (e instanceof ValueInstantiationException noConstant) {
      type = noConstant.getType().getRawClass();
    }
    if (type == null || type == Object.class) {
      return "of another type, or not null";
    }
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(String::valueOf)
          .collect(Collectors.joining(" or "));
    }
    if (type == String.class) {
      return "a string";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    return type == Integer.class || type == Long.class
        ? "a whole number"
        : Number.class.isAssignableFrom(type) ? "a number" : "a JSON object";
  }

  /** Describes the problem without repeating a value, unlike the messages of Jackson. */
  private static BadRecordException bad(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    int column = location == null ? 1 : Math.max(1, location.getColumnNr());
    Throwable problem = e.getCause() instanceof StreamReadException ? e.getCause() : e;
    if (problem instanceof StreamReadException && !(problem instanceof InputCoercionException)) {
      return new BadRecordException(column, "invalid JSON, or a field that appears twice");
    }
    if (e instanceof InvalidTypeIdException) {
      return new BadRecordException(column, "the type is not profile, event or token");
    }
    String path =
        e instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
                .collect(Collectors.joining("."))
            : "";
    if (e instanceof UnrecognizedPropertyException) {
      return new BadRecordException(column, "unknown field " + path);
    }
    return path.isEmpty()
        ? new BadRecordException(column, NOT_ONE_RECORD)
        : new BadRecordException(
            column, path + " must be " + wanted(e), path.substring(path.lastIndexOf('.') + 1));
  }
}
