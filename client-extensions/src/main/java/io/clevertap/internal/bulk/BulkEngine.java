package io.clevertap.internal.bulk;

import io.clevertap.ClientListener;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.UploadSummary;
import io.clevertap.Uploadable;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.ResponseException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.EncodedUploadRequest;
import io.clevertap.internal.upload.UploadCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One bulk upload: a thread for each lane, from the start until each record has its outcome. Lanes
 * alone settle what was taken, each its own, so that no record is settled twice or forgotten.
 */
public final class BulkEngine {

  private static final int TOO_MANY_REQUESTS = 429;

  private final BulkOptions options;
  private final boolean recordChecks;
  private final Lanes lanes;
  private final AdaptiveLimit limit;
  private final LaneSender sender;
  private final ClientListener listener;
  private final Time time;
  private final BooleanSupplier closed;
  private final Consumer<BulkEngine> onEnd;
  private final OutcomeTally outcomes;
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch running;
  private final AtomicReference<@Nullable Throwable> stoppedBy = new AtomicReference<>();

  /**
   * Starts a bulk upload.
   *
   * @param closed whether the client accepts no more calls
   * @param onEnd told when this upload need not be closed any more
   */
  BulkEngine(
      BulkOptions options,
      boolean recordChecks,
      AdaptiveLimit limit,
      LaneSender sender,
      ClientListener listener,
      Time time,
      BooleanSupplier closed,
      Consumer<BulkEngine> onEnd) {
    this.options = options;
    this.recordChecks = recordChecks;
    this.lanes = new Lanes(options, time);
    this.limit = limit;
    this.sender = sender;
    this.listener = listener;
    this.time = time;
    this.closed = closed;
    this.onEnd = onEnd;
    this.outcomes = new OutcomeTally(options, time, listener, this::stop);
    this.running = new CountDownLatch(options.parallelism());
    for (int lane = 0; lane < options.parallelism(); lane++) {
      threads.add(new LaneThread(lane));
    }
    threads.forEach(Thread::start);
  }

  /**
   * Takes a record, and waits while there is no room. One that cannot be sent has its outcome at
   * once.
   *
   * @param answer where its outcome goes besides the callbacks
   * @param nanos how long to wait
   * @return false when there was no room in time, or when this upload takes no more records
   * @throws IllegalStateException in a callback, which the lanes would wait for
   */
  public boolean add(
      Uploadable source, @Nullable CompletableFuture<RecordOutcome> answer, long nanos)
      throws InterruptedException {
    Objects.requireNonNull(source, "record");
    refuseCallbacks();
    EncodedRecord record;
    try {
      record = prepare(source);
    } catch (RuntimeException e) {
      boolean taken = lanes.isOpen();
      if (taken) {
        settle(new Failed(source, e), answer);
        lanes.skip(); // after its outcome, so that no checkpoint counts it without
      }
      return taken;
    }
    return lanes.add(record, answer, nanos);
  }

  /** Fails a record that was read and not taken. */
  public void failUnsent(Uploadable source) {
    settle(new Failed(source, unsent()), null);
  }

  /**
   * Takes no more records, and waits until each has its outcome. What has none at the end of the
   * time fails. An interrupt ends the time.
   *
   * @throws IllegalStateException in a callback, which the lanes would wait for
   */
  public void end(Duration timeout) {
    refuseCallbacks();
    lanes.end();
    boolean interrupted = false;
    try {
      if (!running.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
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
    onEnd.accept(this);
    outcomes.report(lanes.underWay(), true);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends nothing more; what is under way ends as it would have, the rest fails. */
  public void stop(Throwable cause) {
    stoppedBy.compareAndSet(null, cause);
    outcomes.endCheckpoints();
    lanes.stop();
  }

  /** Sends nothing more, and breaks off what is under way, which may have been applied. */
  public void abort() {
    outcomes.endCheckpoints();
    lanes.stop();
    threads.forEach(Thread::interrupt);
  }

  /**
   * Takes no more records since the connection is closed, which stops this upload when one is left,
   * and waits for the threads, but in a callback.
   */
  void close() throws InterruptedException {
    lanes.end();
    if (!isInCallback()) {
      awaitThreads();
    }
  }

  /** Tells whether this upload takes no more records. */
  public boolean isEnding() {
    return !lanes.isOpen();
  }

  /** Returns what stopped this upload before its end. */
  public Optional<Throwable> stoppedBy() {
    return Optional.ofNullable(stoppedBy.get());
  }

  public UploadSummary summary() {
    return outcomes.summary();
  }

  private EncodedRecord prepare(Uploadable source) {
    long index = lanes.added();
    EncodedRecord record = EncodedRecord.of(source, index, recordChecks);
    int length = EncodedUploadRequest.ENVELOPE_BYTES + LaneBatch.bytes(record);
    if (length > options.maxBatchBytes()) {
      throw new InvalidRecordException(
          index,
          "a batch of it alone has " + length + " bytes; the limit is " + options.maxBatchBytes());
    }
    return record;
  }

  private void run(int lane) {
    try {
      while (lanes.awaitBatch(lane)) {
        sendNext(lane);
      }
    } catch (InterruptedException e) {
      lanes.stop(); // only abort() interrupts a lane
    } finally {
      lanes.takeAll(lane).forEach(left -> settle(lane, left, unsent(left)));
      running.countDown();
    }
  }

  private void sendNext(int lane) throws InterruptedException {
    long start = time.nanoTime();
    limit.acquire();
    Duration waited = Duration.ofNanos(time.nanoTime() - start);
    LaneBatch batch;
    List<RecordOutcome> results;
    try {
      batch = lanes.take(lane);
      if (batch == null) {
        return;
      }
      listener.batchTurn(waited);
      results = send(batch);
    } finally {
      limit.release();
    }
    settle(lane, batch, results);
  }

  private List<RecordOutcome> send(LaneBatch batch) {
    if (closed.getAsBoolean()) {
      stop(new IllegalStateException("This client is closed"));
      return unsent(batch);
    }
    List<RecordOutcome> results = sender.send(batch.records());
    if (options.failFast()) {
      results.stream()
          .filter(BulkEngine::isRefusal)
          .findFirst()
          .ifPresent(refused -> stop(((Failed) refused).cause()));
    }
    return results;
  }

  private void settle(int lane, LaneBatch batch, List<RecordOutcome> results) {
    outcomes.settle(results);
    batch.answer(results);
    lanes.settled(lane, batch);
    outcomes.report(lanes.underWay(), false);
    outcomes.checkpoint(lanes.checkpoint());
  }

  private void settle(Failed failure, @Nullable CompletableFuture<RecordOutcome> answer) {
    outcomes.settle(List.of(failure));
    if (answer != null) {
      answer.complete(failure);
    }
  }

  private List<RecordOutcome> unsent(LaneBatch batch) {
    return UploadCall.failed(batch.records(), unsent());
  }

  private NotSentException unsent() {
    return new NotSentException(
        "The record was not sent: the bulk upload was "
            + (stoppedBy.get() == null ? "closed before its turn came" : "stopped"),
        stoppedBy.get());
  }

  private void awaitThreads() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private boolean isInCallback() {
    boolean inLane = Thread.currentThread() instanceof LaneThread thread && thread.engine() == this;
    return inLane || outcomes.isInCallback();
  }

  private void refuseCallbacks() {
    if (isInCallback()) {
      throw new IllegalStateException(
          "A callback may neither add records nor close the uploader, which would wait for it");
    }
  }

  /** Credentials or a request that CleverTap refuses as a whole; it would refuse the next too. */
  private static boolean isRefusal(RecordOutcome outcome) {
    return outcome instanceof Failed failed
        && failed.cause() instanceof ResponseException response
        && response.status() >= 300
        && response.status() < 500
        && response.status() != TOO_MANY_REQUESTS;
  }

  private final class LaneThread extends Thread {

    private final int lane;

    LaneThread(int lane) {
      super("clevertap-bulk-" + (lane + 1));
      setDaemon(true);
      this.lane = lane;
    }

    @Override
    public void run() {
      BulkEngine.this.run(lane);
    }

    BulkEngine engine() {
      return BulkEngine.this;
    }
  }
}
