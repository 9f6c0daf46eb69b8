package io.clevertap.internal.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value after the other with the same generator, because a new generator takes more
 * memory than the JSON of a small record. A thread that finds no idle writer creates one.
 */
final class JsonWriter {

  private static final int MAX_KEPT_BYTES = 64 * 1024;
  private static final AtomicReference<@Nullable JsonWriter> IDLE = new AtomicReference<>();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final SequenceWriter values;

  private JsonWriter() throws IOException {
    this.values = Json.MAPPER.writer().withRootValueSeparator("").writeValues(bytes);
  }

  /** Writes a value. A writer that failed is not used again: its generator is inside a value. */
  static byte[] write(Object value) throws JsonProcessingException {
    try {
      JsonWriter idle = IDLE.getAndSet(null);
      JsonWriter writer = idle == null ? new JsonWriter() : idle;
      writer.values.write(value);
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
    }
  }
}
