package io.clevertap.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Iterates over the records of an input. */
abstract class RecordSource implements Iterator<InputRecord> {

  /** The digest of the input up to the end of a record. */
  private record Position(long records, byte[] digest) {}

  private final InputDigest digest;
  private final Deque<Position> positions = new ArrayDeque<>();
  private long count;
  private boolean tracking;
  private @Nullable Supplier<InputRecord> next;
  private volatile boolean stopping;
  private boolean stopped;

  RecordSource(InputDigest digest) {
    this.digest = digest;
  }

  /** Reads the input of the next record, and returns its parser; null at the end. */
  abstract @Nullable Supplier<InputRecord> read() throws IOException;

  /**
   * Skips records without parsing them.
   *
   * @return the digest of the input so far
   */
  final String skip(long records) throws IOException {
    while (count < records && read() != null) {
      count++;
    }
    return hex(digest.value());
  }

  /** Keeps the digests that {@link #digestAt} returns, from the current position on. */
  final void track() {
    tracking = true;
    positions.add(new Position(count, digest.value()));
  }

  /**
   * Returns the digest of the input up to the end of a record, and forgets the earlier ones. May be
   * called by any thread.
   *
   * @param records the number of the record, counted from 1; at least that of the previous call
   */
  final String digestAt(long records) {
    synchronized (positions) {
      while (positions.element().records() < records) {
        positions.remove();
      }
      return hex(positions.element().digest());
    }
  }

  /** Returns the number of records that were read, with those that were skipped. */
  final long count() {
    return count;
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
      stopped = stopping;
      if (stopped) { // the input was closed, to end a read that waited for more
        return false;
      }
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final InputRecord next() {
    if (next == null && !hasNext()) {
      throw new NoSuchElementException();
    }
    count++;
    if (tracking) {
      synchronized (positions) {
        positions.add(new Position(count, digest.value()));
      }
    }
    InputRecord record = next.get().numbered(count);
    next = null;
    return record;
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
