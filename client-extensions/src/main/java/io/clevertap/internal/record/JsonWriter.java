package io.clevertap.internal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.clevertap.client.api.RecordFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value after the other with the same generator, because a new generator takes more
 * memory than the JSON of a small record. A thread that finds no idle writer creates one. Writes
 * profiles and events without Jackson's reflection, which takes half as long again.
 */
final class JsonWriter implements RecordFields.Receiver {

  private static final int MAX_KEPT_BYTES = 64 * 1024;
  private static final AtomicReference<@Nullable JsonWriter> IDLE = new AtomicReference<>();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator json;
  private final SerializerProvider others = Json.MAPPER.getSerializerProviderInstance();

  private JsonWriter() throws IOException {
    this.json = Json.MAPPER.writer().withRootValueSeparator("").createGenerator(bytes);
  }

  /** Writes a value. A writer that failed is not used again: its generator is inside a value. */
  static byte[] write(Object value) throws JsonProcessingException {
    try {
      JsonWriter idle = IDLE.getAndSet(null);
      JsonWriter writer = idle == null ? new JsonWriter() : idle;
      writer.value(value);
      writer.json.flush();
      byte[] json = writer.bytes.toByteArray();
      if (json.length <= MAX_KEPT_BYTES) {
        writer.bytes.reset();
        IDLE.set(writer);
      }
      return json;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) { // of a serializer that belongs to the caller
      throw JsonMappingException.fromUnexpectedIOE(e);
    } catch (RuntimeException e) { // a null key, or a serializer that belongs to the caller
      throw JsonMappingException.from((JsonGenerator) null, "cannot be written", e);
    }
  }

  @Override
  public void start() throws IOException {
    json.writeStartObject();
  }

  @Override
  public void field(SerializableString name, @Nullable Object value) throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      value(value);
    }
  }

  @Override
  public void additional(Map<String, Object> properties) throws IOException {
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      json.writeFieldName(property.getKey());
      value(property.getValue());
    }
  }

  @Override
  public void end() throws IOException {
    json.writeEndObject();
  }

  private void value(@Nullable Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value == null || !RecordFields.pass(value, this)) {
      others.defaultSerializeValue(value, json);
    }
  }
}
