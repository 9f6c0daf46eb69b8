package io.clevertap.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.clevertap.client.model.UploadRecord;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Records as the API has them. What could get lost on the way is an error: a field or a value that
 * is not known, a key that stands twice, a second value on a line. Numbers keep all their digits.
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
          .build();

  private static final ObjectReader RECORDS = MAPPER.readerFor(UploadRecord.class);

  private static final Pattern REJECTED =
      Pattern.compile("\\s*\\{\\s*\"" + RejectedFile.RECORD + "\"\\s*:");

  private RecordJson() {}

  /**
   * Reads a record, or a line of the file of rejected records, which has the record first.
   *
   * @throws BadRecordException when it is none
   */
  static UploadRecord read(String text) {
    try {
      return REJECTED.matcher(text).lookingAt()
          ? readRejected(text)
          : required(RECORDS.readValue(text));
    } catch (JsonProcessingException e) {
      throw bad(e);
    } catch (IOException e) {
      throw new IllegalStateException(e); // a string is no file
    }
  }

  /**
   * Reads a record from what was made of it.
   *
   * @throws BadRecordException when it is none
   */
  static UploadRecord read(JsonNode tree) {
    try {
      return required(RECORDS.readValue(tree));
    } catch (JsonProcessingException e) {
      throw bad(e);
    } catch (IOException e) {
      throw new IllegalStateException(e); // a tree is no file
    }
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
        parser.skipChildren();
      }
    }
    return record;
  }

  private static UploadRecord required(UploadRecord record) {
    if (record == null) {
      throw new BadRecordException(1, "it is null");
    }
    return record;
  }

  /** Says what is wrong in words that repeat no value, as the messages of exceptions do. */
  private static BadRecordException bad(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    int column = location == null ? 1 : Math.max(1, location.getColumnNr());
    if (e instanceof StreamReadException) {
      return new BadRecordException(column, "it is not JSON: " + e.getOriginalMessage());
    }
    if (e instanceof InvalidTypeIdException) {
      return new BadRecordException(column, "its type is none of profile, event and token");
    }
    String path =
        e instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
                .collect(Collectors.joining("."))
            : "";
    if (e instanceof UnrecognizedPropertyException) {
      return new BadRecordException(column, "the API has no field " + path);
    }
    return path.isEmpty()
        ? new BadRecordException(column, "it is not exactly one record")
        : new BadRecordException(
            column,
            path + " cannot have a value of this kind",
            path.substring(path.lastIndexOf('.') + 1));
  }
}
