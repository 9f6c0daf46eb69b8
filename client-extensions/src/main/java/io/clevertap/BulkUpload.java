package io.clevertap;

import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.exception.UploadStoppedException;
import io.clevertap.internal.Connection;
import io.clevertap.internal.bulk.BulkEngine;
import io.clevertap.internal.bulk.BulkOptions;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Configures a bulk upload. Records are sent in batches, as many in parallel as the account allows,
 * and every record gets exactly one outcome. {@link #upload(Stream)} reads a source to its end;
 * {@link #start} accepts records one by one. Not thread-safe; reusable.
 *
 * <p>Records of one identity are sent in order; two batches for the same identity are never in
 * flight together. When a record is resent, every later record of that identity is resent after it,
 * so an older value never overwrites an accepted newer one. A record that failed with an unknown
 * outcome may have been applied out of order. A user addressed by identity in one record and by
 * objectId in another is treated as two users.
 *
 * <p>The buffer holds at most twice as many batches as are sent in parallel.
 *
 * <p>Callbacks run one at a time on the upload's own threads, which wait for them to return. A
 * callback that throws stops the upload. A callback must not add records or close the uploader;
 * both throw {@link IllegalStateException}.
 */
public final class BulkUpload {

  private static final Duration NO_LIMIT = Duration.ofNanos(Long.MAX_VALUE);
  private static final int MIN_BATCH_BYTES = 1024;

  private final Connection connection;
  private int parallelism;
  private int maxBatchRecords = UploadRequest.RECORDS_MAX_ITEMS;
  private int maxBatchBytes = 4 * 1024 * 1024;
  private Duration linger = Duration.ofSeconds(1);
  private @Nullable Duration waitForRecovery;
  private boolean retryAmbiguous;
  private boolean failFast = true;
  private boolean dryRun;
  private long startAt;
  private Consumer<? super Accepted> onAccepted = accepted -> {};
  private @Nullable Consumer<? super Rejected> onRejected;
  private @Nullable Consumer<? super Failed> onFailed;
  private Consumer<? super BulkProgress> onProgress = progress -> {};
  private @Nullable Consumer<? super BulkCheckpoint> onCheckpoint;

  BulkUpload(Connection connection) {
    this.connection = connection;
    this.parallelism = connection.options().maxConcurrentUploads();
    this.retryAmbiguous = connection.options().retryAmbiguous();
  }

  /**
   * Sets how many batches are sent in parallel at most. Default and maximum: {@link
   * CleverTapBuilder#maxConcurrentUploads}, 15 unless it was set. The upload sends fewer while
   * CleverTap responds with 429.
   *
   * @throws IllegalArgumentException when the number is not between 1 and the maximum
   */
  public BulkUpload parallelism(int batches) {
    int max = connection.options().maxConcurrentUploads();
    this.parallelism = between("parallelism", batches, 1, max);
    return this;
  }

  /**
   * Sets how many records a batch contains at most. Default and maximum: 1000, CleverTap's limit; a
   * batch with device tokens never contains more than 100.
   *
   * @throws IllegalArgumentException when the number is not between 1 and 1000
   */
  public BulkUpload maxBatchRecords(int records) {
    this.maxBatchRecords =
        between("number of records", records, 1, UploadRequest.RECORDS_MAX_ITEMS);
    return this;
  }

  /**
   * Sets how long a batch is at most, in bytes of JSON. Default: 4 MiB. A record that alone exceeds
   * it fails with {@link io.clevertap.exception.InvalidRecordException}.
   *
   * @throws IllegalArgumentException when the number is less than 1024
   */
  public BulkUpload maxBatchBytes(int bytes) {
    this.maxBatchBytes = between("number of bytes", bytes, MIN_BATCH_BYTES, Integer.MAX_VALUE);
    return this;
  }

  /**
   * Sets how long a batch that is not full waits for more records. Default: 1 second.
   *
   * @throws IllegalArgumentException when the time is negative
   */
  public BulkUpload linger(Duration linger) {
    if (linger.isNegative()) {
      throw new IllegalArgumentException("The linger time is negative: " + linger);
    }
    this.linger = linger;
    return this;
  }

  /**
   * Sets how long a batch that was certainly not applied waits for CleverTap to recover: after 429,
   * an unknown host, a refused connection, or a failed TLS handshake. The batch is sent again, with
   * backoff, until no batch of this upload got through for that time; it then fails, and so does
   * every batch that meets such a failure before one gets through. The wait uses up no attempts of
   * the records whose response was lost or that met a server error. Default: {@link
   * CleverTapBuilder#callTimeout}, but not before the first response: an address that never
   * responded is more likely wrong than down. {@code ChronoUnit.FOREVER.getDuration()} waits
   * without a limit.
   *
   * @throws IllegalArgumentException when the time is negative
   */
  public BulkUpload waitForRecovery(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("The time to wait for recovery is negative: " + time);
    }
    this.waitForRecovery = time;
    return this;
  }

  /**
   * Sets whether records whose response was lost are resent even if that may apply them twice:
   * events, and profiles with operators. Default: {@link CleverTapBuilder#retryAmbiguous}. If
   * false, they fail, and {@link Failed#mayHaveBeenApplied} returns true.
   */
  public BulkUpload retryAmbiguous(boolean retry) {
    this.retryAmbiguous = retry;
    return this;
  }

  /**
   * Sets whether the upload stops when CleverTap rejects a whole batch, because of its credentials
   * or as invalid. Default: true. If false, the batch fails and the next is sent.
   */
  public BulkUpload failFast(boolean stop) {
    this.failFast = stop;
    return this;
  }

  /**
   * Sets how many leading records of the source are skipped, to resume an upload that crashed; see
   * {@link CheckpointFile}. Checkpoints count them. Default: 0.
   *
   * @throws IllegalArgumentException when the number is negative
   */
  public BulkUpload startAt(long records) {
    if (records < 0) {
      throw new IllegalArgumentException("The number of skipped records is negative: " + records);
    }
    this.startAt = records;
    return this;
  }

  /**
   * Sets whether CleverTap only validates the records and stores nothing, as {@link
   * CleverTap#validate(Uploadable...)} does. Default: false.
   */
  public BulkUpload dryRun(boolean validate) {
    this.dryRun = validate;
    return this;
  }

  /** Sets the callback for each record that CleverTap accepted. Default: none. */
  public BulkUpload onAccepted(Consumer<? super Accepted> callback) {
    this.onAccepted = Objects.requireNonNull(callback, "callback");
    return this;
  }

  /**
   * Sets one callback for every record, whatever its outcome, in place of {@link #onAccepted},
   * {@link #onRejected} and {@link #onFailed}.
   */
  public BulkUpload onSettled(Consumer<? super RecordOutcome> callback) {
    return onAccepted(callback).onRejected(callback).onFailed(callback);
  }

  /**
   * Sets the callback for each record that CleverTap rejected. Default: none; the upload then logs
   * how many outcomes neither a callback nor a future took.
   */
  public BulkUpload onRejected(Consumer<? super Rejected> callback) {
    this.onRejected = Objects.requireNonNull(callback, "callback");
    return this;
  }

  /** Sets the callback for each record that failed. Default: none, as for {@link #onRejected}. */
  public BulkUpload onFailed(Consumer<? super Failed> callback) {
    this.onFailed = Objects.requireNonNull(callback, "callback");
    return this;
  }

  /** Sets the callback for progress, called about once a second and once at the end. */
  public BulkUpload onProgress(Consumer<? super BulkProgress> callback) {
    this.onProgress = Objects.requireNonNull(callback, "callback");
    return this;
  }

  /**
   * Sets the callback for checkpoints, called each time the checkpoint moves: all records before it
   * have their outcomes, and the callbacks for those have returned. Store it, and after a crash
   * skip as many records: none is lost, some may be sent twice. A stopped upload reports no more.
   */
  public BulkUpload onCheckpoint(Consumer<? super BulkCheckpoint> callback) {
    this.onCheckpoint = Objects.requireNonNull(callback, "callback");
    return this;
  }

  /**
   * Uploads all records of a stream, in its order, and closes it. Only the calling thread reads the
   * stream, even a parallel one. Returns when every record has its outcome.
   *
   * @throws UploadStoppedException when CleverTap rejected a whole batch (see {@link #failFast}), a
   *     callback threw, a thread was interrupted or the client was closed; waiting records then
   *     fail unsent, and the rest of the source is not read. Also when the source threw; the
   *     records read before that are sent
   * @throws IllegalStateException when the client is closed
   */
  public UploadSummary upload(Stream<? extends Uploadable> records) {
    try (records) {
      return run(
          engine -> records.sequential().skip(startAt).allMatch(record -> feed(engine, record)));
    }
  }

  /** Uploads all records, as {@link #upload(Stream)} does. */
  public UploadSummary upload(Iterable<? extends Uploadable> records) {
    return upload(records.iterator());
  }

  /** Uploads all remaining records, as {@link #upload(Stream)} does. */
  public UploadSummary upload(Iterator<? extends Uploadable> records) {
    return run(
        engine -> {
          for (long skipped = 0; skipped < startAt && records.hasNext(); skipped++) {
            records.next();
          }
          boolean more = true;
          while (more && records.hasNext()) {
            more = feed(engine, records.next());
          }
        });
  }

  /**
   * Starts an upload to which the caller adds records one by one.
   *
   * @return the uploader, which the caller must close
   * @throws IllegalStateException when the client is closed
   */
  public BulkUploader start() {
    return new BulkUploader(connection.bulkUploads().start(options()));
  }

  private UploadSummary run(Consumer<BulkEngine> source) {
    BulkEngine engine = connection.bulkUploads().start(options());
    Throwable thrown = null;
    try {
      source.accept(engine);
    } catch (Throwable e) { // an Error too: the records read before it must get their outcomes
      thrown = e;
    }
    engine.end(NO_LIMIT);
    Throwable stoppedBy = engine.stoppedBy();
    Throwable cause = stoppedBy == null ? thrown : stoppedBy;
    if (cause != null) {
      throw new UploadStoppedException(engine.summary(), cause);
    }
    return engine.summary();
  }

  private BulkOptions options() {
    return new BulkOptions(
        parallelism,
        maxBatchRecords,
        maxBatchBytes,
        linger,
        waitForRecovery,
        retryAmbiguous || dryRun,
        failFast,
        dryRun,
        onAccepted,
        onRejected,
        onFailed,
        onProgress,
        onCheckpoint == null ? null : this::checkpoint);
  }

  private void checkpoint(BulkCheckpoint checkpoint) {
    long completed = startAt + checkpoint.completed();
    Objects.requireNonNull(onCheckpoint)
        .accept(new BulkCheckpoint(completed, checkpoint.mayRepeat()));
  }

  private static int between(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "The %s must be between %d and %d, but is %d".formatted(name, min, max, value));
    }
    return value;
  }

  /** Adds a record that was read. Returns false when no more records should be read. */
  private static boolean feed(BulkEngine engine, Uploadable record) {
    boolean added = false;
    try {
      added = engine.add(record, null, Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      engine.stop(e);
      engine.abort();
    }
    if (!added) {
      engine.failUnsent(record);
    }
    return added;
  }
}
