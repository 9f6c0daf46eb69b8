package io.clevertap.internal.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.UploadSummary;
import io.clevertap.Uploadable;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.EncodedUploadRequest;
import io.clevertap.internal.upload.UploadCall;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One bulk upload, with one thread for each call in parallel until every record has its outcome.
 * Only the thread that took a record settles it, so no record is settled twice or forgotten.
 * Thread-safe.
 */
public final class BulkEngine {

  private final BulkUploads client;
  private final BulkOptions options;
  private final Time time;
  private final Lanes lanes;
  private final LaneSender sender;
  private final OutcomeTally outcomes;
  private final Set<Thread> threads = new HashSet<>(); // complete before the first one starts
  private final CountDownLatch running;
  private final AtomicReference<@Nullable Throwable> stoppedBy = new AtomicReference<>();

  /** Starts a bulk upload. */
  BulkEngine(BulkUploads client, BulkOptions options) {
    this.client = client;
    this.options = options;
    this.time = client.retries().time();
    this.lanes = new Lanes(options, time);
    this.sender =
        new LaneSender(
            client.call(), client.limit(), client.retries(), options, this::isStoppedOrClosed);
    this.outcomes = new OutcomeTally(options, time, client.listener(), this::stop);
    this.running = new CountDownLatch(options.parallelism());
    for (int i = 0; i < options.parallelism(); i++) {
      Thread thread = new Thread(this::run, "clevertap-bulk-" + (i + 1));
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /**
   * Adds a record. Blocks while the buffer is full. An invalid record gets its outcome at once.
   *
   * @param future completed with the outcome, in addition to the callbacks
   * @param nanos how long to block at most
   * @return false when the buffer was still full, or when this upload accepts no more records
   * @throws IllegalStateException in a callback, for whose end the threads wait
   */
  public boolean add(
      Uploadable source, @Nullable CompletableFuture<RecordOutcome> future, long nanos)
      throws InterruptedException {
    Objects.requireNonNull(source, "record");
    requireNoCallback();
    EncodedRecord record;
    try {
      record = prepare(source);
    } catch (Throwable e) { // an Error of toRecord() too: the record must get its outcome
      boolean open = lanes.isOpen();
      if (open) {
        settle(new Failed(source, unreadable(e)), future);
        lanes.skip(); // after its outcome, so that no checkpoint counts it before
      }
      return open;
    }
    return lanes.add(record, future, nanos);
  }

  /** Sends the records that wait now, without the linger time. Returns at once. */
  public void flush() {
    lanes.flush();
  }

  /** Fails a record that was read but not added. */
  public void failUnsent(Uploadable source) {
    settle(new Failed(source, unsent()), null);
  }

  /**
   * Accepts no more records, and waits until each has its outcome. Records still without one when
   * the timeout expires, or when this thread is interrupted, fail.
   *
   * @throws IllegalStateException in a callback, for whose end the threads wait
   */
  public void end(Duration timeout) {
    requireNoCallback();
    lanes.end();
    boolean interrupted = false;
    try {
      if (!running.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS)) {
        abort();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      stop(e);
      abort();
    }
    while (threads.stream().anyMatch(Thread::isAlive)) {
      try {
        awaitThreads();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    client.running().remove(this);
    reportCheckpoint(); // for invalid records, which no lane settles
    outcomes.report(lanes.underWay(), true);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends no more batches. Those in flight end normally, and all other records fail. */
  public void stop(Throwable cause) {
    stoppedBy.compareAndSet(null, cause);
    outcomes.endCheckpoints();
    lanes.stop();
  }

  /** Sends no more batches, and interrupts those in flight, which may have been applied. */
  public void abort() {
    outcomes.endCheckpoints();
    lanes.stop();
    threads.forEach(Thread::interrupt);
  }

  /**
   * Accepts no more records after the connection was closed, and waits for the threads, except in a
   * callback. If a record is left, the upload is stopped.
   */
  void close() throws InterruptedException {
    lanes.end();
    if (!isInCallback()) {
      awaitThreads();
    }
  }

  /** Returns whether this upload accepts no more records. */
  public boolean isEnding() {
    return !lanes.isOpen();
  }

  /** Returns what stopped this upload before its end; null if nothing did. */
  public @Nullable Throwable stoppedBy() {
    return stoppedBy.get();
  }

  public UploadSummary summary() {
    return outcomes.summary();
  }

  private EncodedRecord prepare(Uploadable source) {
    long index = lanes.added();
    EncodedRecord record = EncodedRecord.of(source, index, client.recordChecks());
    int length = EncodedUploadRequest.ENVELOPE_BYTES + 1 + record.json().length;
    if (length > options.maxBatchBytes()) {
      String problem = "a batch with this record alone has %d bytes; the limit is %d";
      throw new InvalidRecordException(index, problem.formatted(length, options.maxBatchBytes()));
    }
    return record;
  }

  private void run() {
    try {
      while (lanes.awaitBatch()) {
        sendNext();
      }
    } catch (Throwable e) { // an Error too: no checkpoint may pass the records that are left
      stopUnlessStopped(e);
    } finally {
      for (LaneBatch left = lanes.takeLeft(); left != null; left = lanes.takeLeft()) {
        settle(left, unsent(left));
      }
      running.countDown();
    }
  }

  private void sendNext() throws InterruptedException {
    long start = time.nanoTime();
    client.limit().acquire();
    Duration waited = Duration.ofNanos(time.nanoTime() - start);
    LaneBatch batch;
    List<RecordOutcome> results;
    try {
      batch = lanes.take();
      if (batch == null) {
        return;
      }
      client.listener().batchStarted(waited);
      results = send(batch);
    } finally {
      client.limit().release();
    }
    settle(batch, results);
  }

  private List<RecordOutcome> send(LaneBatch batch) {
    if (client.closed().getAsBoolean()) {
      stop(new IllegalStateException("This client is closed"));
      return unsent(batch);
    }
    List<RecordOutcome> results = sender.send(batch.records());
    if (Thread.interrupted()) { // cleared for the callbacks, which may use interruptible channels
      stopUnlessStopped(new InterruptedException("a thread of the bulk upload was interrupted"));
    }
    if (options.failFast()) {
      results.stream()
          .filter(BulkEngine::isRejectedRequest)
          .findFirst()
          .ifPresent(rejected -> stop(((Failed) rejected).cause()));
    }
    return results;
  }

  private boolean isStoppedOrClosed() {
    return lanes.isStopped() || client.closed().getAsBoolean();
  }

  /** Stops this upload after an interrupt, unless it came from {@link #abort}. */
  private void stopUnlessStopped(Throwable cause) {
    if (!lanes.isStopped()) {
      stop(cause);
    }
  }

  private void settle(LaneBatch batch, List<RecordOutcome> results) {
    outcomes.settle(results, batch::hasFuture);
    batch.complete(results);
    lanes.settled(batch);
    outcomes.report(lanes.underWay(), false);
    reportCheckpoint();
  }

  /** Reports the checkpoint to a callback; without one, the search through the lanes is spared. */
  private void reportCheckpoint() {
    if (options.onCheckpoint() != null) {
      outcomes.checkpoint(lanes.checkpoint());
    }
  }

  private void settle(Failed failure, @Nullable CompletableFuture<RecordOutcome> future) {
    outcomes.settle(List.of(failure), index -> future != null);
    if (future != null) {
      future.complete(failure);
    }
  }

  private List<RecordOutcome> unsent(LaneBatch batch) {
    return UploadCall.failed(batch.records(), unsent());
  }

  private NotSentException unsent() {
    String problem = stoppedBy() == null ? "closed before the record was sent" : "stopped";
    return new NotSentException(
        "The record was not sent: the bulk upload was " + problem, stoppedBy());
  }

  private static RuntimeException unreadable(Throwable thrown) {
    return thrown instanceof RuntimeException problem
        ? problem
        : new IllegalStateException("The record could not be read", thrown);
  }

  private void awaitThreads() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private boolean isInCallback() {
    return threads.contains(Thread.currentThread()) || outcomes.isInCallback();
  }

  private void requireNoCallback() {
    if (isInCallback()) {
      throw new IllegalStateException(
          "A callback must not add records or close the uploader, which waits for the callback");
    }
  }

  /** Returns whether CleverTap rejected the entire request, as it would reject the next one. */
  private static boolean isRejectedRequest(RecordOutcome outcome) {
    return outcome instanceof Failed failed
        && failed.cause() instanceof ResponseException response
        && response.status() >= 300
        && response.status() < 500
        && !(response instanceof TooManyRequestsException);
  }
}
