package io.clevertap.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Iterates over the records of an input. */
abstract class RecordSource implements Iterator<InputRecord> {

  private @Nullable Supplier<InputRecord> next;
  private volatile boolean stopping;
  private boolean stopped;

  /** Reads the input of the next record, and returns its parser; null at the end. */
  abstract @Nullable Supplier<InputRecord> read() throws IOException;

  /** Skips records without parsing them. */
  final void skip(long records) throws IOException {
    for (long i = 0; i < records && read() != null; i++) {}
  }

  /** Ends the iteration. May be called by any thread. */
  final void stop() {
    stopping = true;
  }

  /** Returns whether the iteration was ended early, so that records may be left. */
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
