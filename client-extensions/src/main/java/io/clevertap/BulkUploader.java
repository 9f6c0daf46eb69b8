package io.clevertap;

import io.clevertap.exception.UploadStoppedException;
import io.clevertap.internal.bulk.BulkEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Uploads records that come one by one, in batches. Made by {@link BulkUpload#start}. Thread-safe;
 * records of one identity are sent in the order in which one thread added them.
 */
public final class BulkUploader implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(5);

  private final BulkEngine engine;
  private final AtomicBoolean closed = new AtomicBoolean();

  BulkUploader(BulkEngine engine) {
    this.engine = engine;
  }

  /**
   * Adds a record, and waits while memory holds as many as it may. The outcome goes to the
   * callbacks.
   *
   * @throws InterruptedException when this thread is interrupted while it waits; the record was not
   *     taken
   * @throws UploadStoppedException when the upload was stopped; the record was not taken
   * @throws IllegalStateException when this uploader is closed, or in a callback; the record was
   *     not taken
   */
  public void add(Uploadable record) throws InterruptedException {
    take(record, null, Long.MAX_VALUE);
  }

  /**
   * Adds a record as {@link #add(Uploadable)} does, but waits no longer than this.
   *
   * @return false when there was no room in time; the record was not taken
   */
  public boolean add(Uploadable record, Duration timeout) throws InterruptedException {
    return take(record, null, timeout.toNanos());
  }

  /**
   * Adds a record as {@link #add(Uploadable)} does, waiting for room too.
   *
   * @return the record's outcome, whatever it is: it never completes with an exception. What
   *     depends on it runs on a thread of the upload, unless it is told otherwise, and is a
   *     callback like others. To cancel it does not call the record back
   */
  public CompletableFuture<RecordOutcome> addAsync(Uploadable record) throws InterruptedException {
    CompletableFuture<RecordOutcome> answer = new CompletableFuture<>();
    take(record, answer, Long.MAX_VALUE);
    return answer;
  }

  /** Returns what became of the records so far. */
  public UploadSummary summary() {
    return engine.summary();
  }

  /** Closes this uploader as {@link #close(Duration)} does, within 5 minutes. */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  /**
   * Takes no more records, sends those that wait, and returns when each record has its outcome.
   * Those that have none at the end of the time fail; so do they when this thread is interrupted.
   * An {@link #add} that waits in another thread ends with an exception. Does nothing the second
   * time.
   *
   * @return what became of all records
   * @throws UploadStoppedException when the upload was stopped before
   * @throws IllegalStateException in a callback
   */
  public UploadSummary close(Duration timeout) {
    engine.end(timeout);
    if (!closed.getAndSet(true)) {
      throwIfStopped();
    }
    return engine.summary();
  }

  private boolean take(
      Uploadable record, @Nullable CompletableFuture<RecordOutcome> answer, long nanos)
      throws InterruptedException {
    boolean taken = engine.add(record, answer, nanos);
    if (!taken) {
      throwIfStopped();
      if (engine.isEnding()) {
        throw new IllegalStateException("This uploader is closed; the record was not taken");
      }
    }
    return taken;
  }

  private void throwIfStopped() {
    engine
        .stoppedBy()
        .ifPresent(
            cause -> {
              throw new UploadStoppedException(engine.summary(), cause);
            });
  }
}
