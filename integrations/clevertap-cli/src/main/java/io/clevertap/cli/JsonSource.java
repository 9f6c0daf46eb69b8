package io.clevertap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a JSON array, or of the API's request body, {@code {"d":[...]}}, one at a
 * time. What is not JSON ends the input with an error, because no record after it can be found.
 */
final class JsonSource extends RecordSource {

  private static final String RECORDS = "d";
  private static final JsonFactory JSON = new JsonFactory();

  private final String name;
  private final JsonParser parser;
  private final InputDigest digest;
  private boolean inArray;
  private boolean inBody;

  /**
   * Creates a source.
   *
   * @param name the name of the input, for messages
   */
  JsonSource(String name, InputStream in) throws IOException {
    this(name, in, new InputDigest());
  }

  private JsonSource(String name, InputStream in, InputDigest digest) throws IOException {
    super(digest);
    this.name = name;
    this.digest = digest;
    this.parser = JSON.createParser(new InputStreamReader(in, UTF_8.newDecoder()));
  }

  @Override
  @Nullable Supplier<InputRecord> read() throws IOException {
    try {
      JsonToken token = parser.nextToken();
      while (!inArray || token == JsonToken.END_ARRAY) {
        if (inArray) {
          inArray = false;
          require(!inBody || parser.nextToken() == JsonToken.END_OBJECT, "a field beside d");
        } else if (token == null) {
          return null;
        } else {
          enterArray(token);
        }
        token = parser.nextToken();
      }
      return record(token);
    } catch (JsonProcessingException e) {
      throw broken(e.getLocation(), "invalid JSON");
    } catch (CharacterCodingException e) {
      throw broken(parser.currentLocation(), "invalid UTF-8 after this place");
    }
  }

  private void enterArray(JsonToken first) throws IOException {
    inBody = first == JsonToken.START_OBJECT;
    if (inBody) {
      parser.nextToken();
      require(RECORDS.equals(parser.currentName()), "not an object whose only field is d");
    }
    JsonToken token = inBody ? parser.nextToken() : first;
    require(token == JsonToken.START_ARRAY, "not an array of records");
    inArray = true;
  }

  /** Reads a whole record, of which the parser is at the first token. */
  private Supplier<InputRecord> record(JsonToken first) throws IOException {
    JsonLocation start = parser.currentTokenLocation();
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = JSON.createGenerator(text)) {
      int depth = depth(first);
      copy(first, copy);
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        depth += depth(token);
        if (text.getBuffer().length() <= Lines.MAX_BYTES) {
          copy(token, copy);
        }
      }
    }
    String json = text.toString();
    byte[] bytes = json.getBytes(UTF_8);
    digest.update(bytes, 0, bytes.length);
    return () -> parse(json, start);
  }

  private static int depth(JsonToken token) {
    return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
  }

  private void copy(JsonToken token, JsonGenerator copy) throws IOException {
    if (token.isNumeric()) {
      copy.writeNumber(parser.getText()); // with all digits
    } else {
      copy.copyCurrentEvent(parser);
    }
  }

  private static InputRecord parse(String json, JsonLocation start) {
    try {
      if (json.length() > Lines.MAX_BYTES) {
        throw new BadRecordException(1, "the record is longer than " + Lines.MAX_BYTES + " bytes");
      }
      return InputRecord.good(start.getLineNr(), RecordJson.read(json));
    } catch (BadRecordException e) {
      String kept = json.length() > Lines.MAX_BYTES ? "" : json;
      BadRecordException problem = new BadRecordException(start.getColumnNr(), e.getMessage());
      return InputRecord.bad(start.getLineNr(), kept, problem);
    }
  }

  private void require(boolean condition, String problem) throws IOException {
    if (!condition) {
      throw broken(parser.currentTokenLocation(), problem);
    }
  }

  private IOException broken(@Nullable JsonLocation place, String problem) {
    String at = place == null ? "" : ":" + place.getLineNr() + ":" + place.getColumnNr();
    return new IOException(name + at + ": " + problem + "; what follows was not read");
  }
}
