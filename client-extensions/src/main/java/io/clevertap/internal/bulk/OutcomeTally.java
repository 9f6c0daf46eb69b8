package io.clevertap.internal.bulk;

import io.clevertap.BulkCheckpoint;
import io.clevertap.BulkProgress;
import io.clevertap.ClientListener;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadSummary;
import io.clevertap.internal.http.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the outcomes of an upload, and calls its callbacks one at a time. Thread-safe. */
public final class OutcomeTally {

  private static final Logger LOG = LoggerFactory.getLogger("io.clevertap");
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long WARNING_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ReentrantLock lock = new ReentrantLock();
  private final BulkOptions options;
  private final Time time;
  private final ClientListener listener;
  private final Consumer<Throwable> onCallbackFailure;
  private final long start;
  private long accepted;
  private long rejected;
  private long failed;
  private long mayHaveBeenApplied;
  private long unseen;
  private long warnedAt;
  private long reportedAt;
  private long reported;
  private long completed;
  private boolean resumable = true;

  /**
   * Creates the tally of one upload.
   *
   * @param listener receives all outcomes before the callbacks, except for a dry run
   * @param onCallbackFailure receives what a callback threw
   */
  OutcomeTally(
      BulkOptions options,
      Time time,
      ClientListener listener,
      Consumer<Throwable> onCallbackFailure) {
    this.options = options;
    this.time = time;
    this.listener = listener;
    this.onCallbackFailure = onCallbackFailure;
    this.start = time.nanoTime();
    this.reportedAt = start;
    this.warnedAt = start - WARNING_NANOS;
  }

  /**
   * Counts outcomes, and passes them to the callbacks.
   *
   * @param hasFuture returns for an index whether a future takes the outcome
   */
  void settle(List<RecordOutcome> outcomes, IntPredicate hasFuture) {
    if (!options.dryRun()) {
      listener.settled(outcomes);
    }
    lock.lock();
    try {
      for (int i = 0; i < outcomes.size(); i++) {
        settle(outcomes.get(i), hasFuture.test(i));
      }
      if (time.nanoTime() - warnedAt >= WARNING_NANOS) {
        warn();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Calls the callback for progress at the end, or if a second has passed since the last call. */
  void report(long underWay, boolean ended) {
    lock.lock();
    try {
      if (ended) {
        warn();
      }
      long now = time.nanoTime();
      if (ended || now - reportedAt >= PROGRESS_NANOS) {
        long settled = accepted + rejected + failed;
        double seconds = Math.max(1, now - reportedAt) / (double) TimeUnit.SECONDS.toNanos(1);
        double rate = (settled - reported) / seconds;
        reportedAt = now;
        reported = settled;
        call(options.onProgress(), new BulkProgress(accepted, rejected, failed, underWay, rate));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Calls the callback for checkpoints if the checkpoint has moved. */
  void checkpoint(BulkCheckpoint checkpoint) {
    lock.lock();
    try {
      Consumer<? super BulkCheckpoint> callback = options.onCheckpoint();
      if (callback != null && resumable && checkpoint.completed() > completed) {
        completed = checkpoint.completed();
        call(callback, checkpoint);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Reports no more checkpoints: a resumed upload must send the records that follow. */
  void endCheckpoints() {
    lock.lock();
    try {
      resumable = false;
    } finally {
      lock.unlock();
    }
  }

  UploadSummary summary() {
    lock.lock();
    try {
      Duration duration = Duration.ofNanos(time.nanoTime() - start);
      return new UploadSummary(accepted, rejected, failed, mayHaveBeenApplied, duration);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the current thread is in a callback. */
  boolean isInCallback() {
    return lock.isHeldByCurrentThread();
  }

  private void settle(RecordOutcome outcome, boolean hasFuture) {
    if (outcome instanceof Accepted acceptance) {
      accepted++;
      call(options.onAccepted(), acceptance);
    } else if (outcome instanceof Rejected rejection) {
      rejected++;
      pass(rejection, options.onRejected(), hasFuture);
    } else if (outcome instanceof Failed failure) {
      failed++;
      mayHaveBeenApplied += failure.mayHaveBeenApplied() ? 1 : 0;
      pass(failure, options.onFailed(), hasFuture);
    }
  }

  private <T> void pass(T outcome, @Nullable Consumer<? super T> callback, boolean hasFuture) {
    if (callback != null) {
      call(callback, outcome);
    } else if (!hasFuture) {
      unseen++;
    }
  }

  /** Logs the number of records since the last warning whose outcomes nothing took. */
  private void warn() {
    if (unseen > 0) {
      LOG.warn(
          "{} records were rejected or failed, and neither a callback nor a future took their"
              + " outcomes; set onRejected and onFailed",
          unseen);
      unseen = 0;
      warnedAt = time.nanoTime();
    }
  }

  private <T> void call(Consumer<? super T> callback, T argument) {
    try {
      callback.accept(argument);
    } catch (Throwable e) { // an Error too: the next records must get their outcomes
      resumable = false;
      onCallbackFailure.accept(e);
    }
  }
}
