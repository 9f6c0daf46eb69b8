package io.clevertap;

import io.clevertap.exception.UploadStoppedException;
import io.clevertap.internal.bulk.BulkEngine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Uploads records in batches while the caller adds them one by one. Returned by {@link
 * BulkUpload#start}. Thread-safe; records of one identity that one thread adds are sent in order.
 */
public final class BulkUploader implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(5);

  private final BulkEngine engine;
  private final AtomicBoolean closed = new AtomicBoolean();

  BulkUploader(BulkEngine engine) {
    this.engine = engine;
  }

  /**
   * Adds a record. Blocks while the buffer is full. The callbacks receive the outcome. If this
   * method throws, the record was not added.
   *
   * @throws InterruptedException when this thread is interrupted while it waits
   * @throws UploadStoppedException when the upload was stopped
   * @throws IllegalStateException when this uploader is closed, or in a callback
   */
  public void add(Uploadable record) throws InterruptedException {
    add(record, null, Long.MAX_VALUE);
  }

  /**
   * Adds a record as {@link #add(Uploadable)} does, but blocks no longer than the timeout.
   *
   * @return false when the buffer was still full; the record was not added
   */
  public boolean add(Uploadable record, Duration timeout) throws InterruptedException {
    return add(record, null, TimeUnit.NANOSECONDS.convert(timeout));
  }

  /**
   * Adds a record as {@link #add(Uploadable)} does.
   *
   * @return the record's outcome; it never completes exceptionally. Dependent stages run on an
   *     upload thread unless started with an executor, and the rules for callbacks apply to them.
   *     Cancelling the future does not withdraw the record
   */
  public CompletableFuture<RecordOutcome> addAsync(Uploadable record) throws InterruptedException {
    CompletableFuture<RecordOutcome> outcome = new CompletableFuture<>();
    add(record, outcome, Long.MAX_VALUE);
    return outcome;
  }

  /**
   * Adds a record as {@link #addAsync(Uploadable)} does, but blocks no longer than the timeout, and
   * not at all if it is zero.
   *
   * @return the record's outcome; empty when the buffer was still full, and the record was not
   *     added
   */
  public Optional<CompletableFuture<RecordOutcome>> addAsync(Uploadable record, Duration timeout)
      throws InterruptedException {
    CompletableFuture<RecordOutcome> outcome = new CompletableFuture<>();
    boolean added = add(record, outcome, TimeUnit.NANOSECONDS.convert(timeout));
    return added ? Optional.of(outcome) : Optional.empty();
  }

  /**
   * Sends the records in the buffer as soon as a permit is free, without waiting for the linger
   * time. Returns at once, and waits for no outcome. A record whose user has a batch in flight is
   * sent after that batch. Records that are added later wait for the linger time again. Does
   * nothing when this uploader is closed.
   */
  public void flush() {
    engine.flush();
  }

  /** Returns the counts of the outcomes so far. */
  public UploadSummary summary() {
    return engine.summary();
  }

  /** Closes this uploader as {@link #close(Duration)} does, within 5 minutes. */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  /**
   * Accepts no more records, sends those in the buffer, and returns when every record has its
   * outcome. Records still without an outcome when the timeout expires, or when this thread is
   * interrupted, fail. An {@link #add} that blocks in another thread throws. Idempotent.
   *
   * @return the counts of all outcomes
   * @throws UploadStoppedException when the upload was stopped; only the first call throws it
   * @throws IllegalStateException in a callback
   */
  public UploadSummary close(Duration timeout) {
    engine.end(timeout);
    if (!closed.getAndSet(true)) {
      throwIfStopped();
    }
    return engine.summary();
  }

  private boolean add(
      Uploadable record, @Nullable CompletableFuture<RecordOutcome> outcome, long nanos)
      throws InterruptedException {
    boolean added = engine.add(record, outcome, nanos);
    if (!added) {
      throwIfStopped();
      if (engine.isEnding()) {
        throw new IllegalStateException("This uploader is closed; the record was not added");
      }
    }
    return added;
  }

  private void throwIfStopped() {
    Throwable cause = engine.stoppedBy();
    if (cause != null) {
      throw new UploadStoppedException(engine.summary(), cause);
    }
  }
}
