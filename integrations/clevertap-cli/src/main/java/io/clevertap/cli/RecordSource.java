package io.clevertap.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The records of an input, one by one. */
abstract class RecordSource implements Iterator<InputRecord> {

  private @Nullable InputRecord next;

  /** Reads the next record, null at the end. */
  abstract @Nullable InputRecord read() throws IOException;

  @Override
  public final boolean hasNext() {
    try {
      next = next == null ? read() : next;
      return next != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final InputRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    InputRecord record = next;
    next = null;
    return record;
  }
}
