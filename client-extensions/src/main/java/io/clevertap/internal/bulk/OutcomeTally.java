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

/** Counts each record's outcome and tells the callbacks, one at a time. */
public final class OutcomeTally {

  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

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
  private long reportedAt;
  private long reported;
  private long completed;
  private boolean resumable = true;

  /**
   * Makes the outcomes of one upload.
   *
   * @param listener told of all outcomes, before the callbacks, but for a dry run
   * @param onCallbackFailure told what a callback threw
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
  }

  void settle(List<RecordOutcome> outcomes) {
    if (!options.dryRun()) {
      listener.settled(outcomes);
    }
    lock.lock();
    try {
      outcomes.forEach(this::settle);
    } finally {
      lock.unlock();
    }
  }

  /** Tells how far the upload is, when it is time for that. */
  void report(long underWay, boolean atOnce) {
    lock.lock();
    try {
      long now = time.nanoTime();
      if (atOnce || now - reportedAt >= PROGRESS_NANOS) {
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

  /** Tells from where the upload may start again, when that place has moved. */
  void checkpoint(BulkCheckpoint checkpoint) {
    lock.lock();
    try {
      if (resumable && checkpoint.completed() > completed) {
        completed = checkpoint.completed();
        call(options.onCheckpoint(), checkpoint);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives no more checkpoints: what follows was not sent, and should be when the job starts again.
   */
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

  /** Tells whether the current thread is in a callback. */
  boolean isInCallback() {
    return lock.isHeldByCurrentThread();
  }

  private void settle(RecordOutcome outcome) {
    if (outcome instanceof Accepted) {
      accepted++;
    } else if (outcome instanceof Rejected rejection) {
      rejected++;
      call(options.onRejected(), rejection);
    } else if (outcome instanceof Failed failure) {
      failed++;
      mayHaveBeenApplied += failure.mayHaveBeenApplied() ? 1 : 0;
      call(options.onFailed(), failure);
    }
  }

  private <T> void call(Consumer<? super T> callback, T argument) {
    try {
      callback.accept(argument);
    } catch (Throwable e) { // an Error too: the records that follow must have their outcomes
      resumable = false;
      onCallbackFailure.accept(e);
    }
  }
}
