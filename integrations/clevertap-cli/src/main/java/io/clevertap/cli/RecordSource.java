package io.clevertap.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The records of an input, one by one. */
abstract class RecordSource implements Iterator<InputRecord> {

  private @Nullable Supplier<InputRecord> next;
  private volatile boolean stopping;
  private boolean stopped;

  /** Reads what the next record is made of; null at the end. */
  abstract @Nullable Supplier<InputRecord> read() throws IOException;

  /** Passes over so many records without making them. */
  final void skip(long records) throws IOException {
    for (long i = 0; i < records && read() != null; i++) {}
  }

  /** Gives out no more records. May be called by any thread. */
  final void stop() {
    stopping = true;
  }

  /** Tells whether records may be left that were not given out. */
  final boolean isStopped() {
    return stopped;
  }

  @Override
  public final boolean hasNext() {
    try {
      stopped = stopping;
      next = next == null && !stopped ? read() : next;
      return next != null && !stopped;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final InputRecord next() {
    if (next == null && !hasNext()) {
      throw new NoSuchElementException();
    }
    InputRecord record = next.get();
    next = null;
    return record;
  }
}
