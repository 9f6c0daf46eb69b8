package io.clevertap;

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

/**
 * Sets up an upload of any number of records: batches, so many at a time as the account may have,
 * and one outcome for each record. {@link #upload(Stream)} takes a source with an end; {@link
 * #start} is for records that come one by one. Not thread-safe; may be used again.
 *
 * <p>Records of one identity are sent in order, never two batches at a time, and none is applied
 * after a later one that is accepted: when one is sent again, the later ones are too. One that
 * fails, and may have been applied, may have been so before records that precede it. A user who
 * appears under an identity here and an objectId there counts as two.
 *
 * <p>Memory holds at most two batches for each lane.
 *
 * <p>Callbacks are called one at a time, on threads of the upload, which wait for them. A callback
 * that throws stops the upload. In a callback no record can be added, and nothing closed.
 */
public final class BulkUpload {

  private static final Duration NO_LIMIT = Duration.ofNanos(Long.MAX_VALUE);
  private static final int MIN_BATCH_BYTES = 1024;

  private final Connection connection;
  private int parallelism;
  private int maxBatchRecords = UploadRequest.RECORDS_MAX_ITEMS;
  private int maxBatchBytes = 4 * 1024 * 1024;
  private Duration linger = Duration.ofSeconds(1);
  private boolean retryAmbiguous;
  private boolean failFast = true;
  private boolean dryRun;
  private Consumer<? super Rejected> onRejected = rejected -> {};
  private Consumer<? super Failed> onFailed = failed -> {};
  private Consumer<? super BulkProgress> onProgress = progress -> {};
  private Consumer<? super BulkCheckpoint> onCheckpoint = checkpoint -> {};

  BulkUpload(Connection connection) {
    this.connection = connection;
    this.parallelism = connection.options().maxConcurrentUploads();
    this.retryAmbiguous = connection.options().retryAmbiguous();
  }

  /**
   * How many batches are under way at a time at most. Default and maximum: {@link
   * CleverTapBuilder#maxConcurrentUploads}, 15 unless it was set. Fewer are used while CleverTap
   * answers 429.
   *
   * @throws IllegalArgumentException when it is not between 1 and that
   */
  public BulkUpload parallelism(int lanes) {
    int max = connection.options().maxConcurrentUploads();
    this.parallelism = between("parallelism", lanes, 1, max);
    return this;
  }

  /**
   * How many records a batch has at most. Default and maximum: 1000; a batch with device tokens
   * never has more than 100.
   *
   * @throws IllegalArgumentException when it is not between 1 and 1000
   */
  public BulkUpload maxBatchRecords(int records) {
    this.maxBatchRecords =
        between("number of records", records, 1, UploadRequest.RECORDS_MAX_ITEMS);
    return this;
  }

  /**
   * How many bytes a batch has at most, as JSON. Default: 4 MiB. A record that is longer than that
   * fails with {@link io.clevertap.exception.InvalidRecordException}.
   *
   * @throws IllegalArgumentException when it is less than 1024
   */
  public BulkUpload maxBatchBytes(int bytes) {
    this.maxBatchBytes = between("number of bytes", bytes, MIN_BATCH_BYTES, Integer.MAX_VALUE);
    return this;
  }

  /** How long a batch that is not full waits for more records. Default: 1 second. */
  public BulkUpload linger(Duration linger) {
    if (linger.isNegative()) {
      throw new IllegalArgumentException("The linger time is negative: " + linger);
    }
    this.linger = linger;
    return this;
  }

  /**
   * Whether records whose answer was lost are sent again even when that may apply them twice:
   * events, and profiles with operators. Default: {@link CleverTapBuilder#retryAmbiguous}. If not,
   * they fail and say that they may have been applied.
   */
  public BulkUpload retryAmbiguous(boolean retry) {
    this.retryAmbiguous = retry;
    return this;
  }

  /**
   * Whether a batch that CleverTap refuses as a whole, for its credentials or as not valid, stops
   * the upload. Default: true; if not, the batch fails and the next is sent.
   */
  public BulkUpload failFast(boolean stop) {
    this.failFast = stop;
    return this;
  }

  /**
   * Whether CleverTap is only asked whether it would take the records, as {@link
   * CleverTap#validate(Uploadable...)} does, and stores nothing. Default: false.
   */
  public BulkUpload dryRun(boolean validate) {
    this.dryRun = validate;
    return this;
  }

  /** Told of each record that CleverTap refused. */
  public BulkUpload onRejected(Consumer<? super Rejected> callback) {
    this.onRejected = Objects.requireNonNull(callback, "callback");
    return this;
  }

  /** Told of each record that failed. */
  public BulkUpload onFailed(Consumer<? super Failed> callback) {
    this.onFailed = Objects.requireNonNull(callback, "callback");
    return this;
  }

  /** Told about once a second how far the upload is, and once at the end. */
  public BulkUpload onProgress(Consumer<? super BulkProgress> callback) {
    this.onProgress = Objects.requireNonNull(callback, "callback");
    return this;
  }

  /**
   * Told from where a job that crashed may start again, each time that place has moved: when all
   * records before it have their outcomes, and the callbacks for these have returned. Store it and
   * skip as many records at the next start: none is lost, and some are sent twice. There is no
   * checkpoint any more once the upload was stopped.
   */
  public BulkUpload onCheckpoint(Consumer<? super BulkCheckpoint> callback) {
    this.onCheckpoint = Objects.requireNonNull(callback, "callback");
    return this;
  }

  /**
   * Uploads all records of a stream, in its order, and closes it. A parallel stream is read by this
   * thread alone. Returns when each record has its outcome.
   *
   * @throws UploadStoppedException when it ended before the source did: because CleverTap refused a
   *     batch as a whole (see {@link #failFast}), because a callback threw, because this thread was
   *     interrupted or the client was closed; records that wait then fail unsent, and the rest of
   *     the source is not read. When the source itself threw, what was read before is sent
   * @throws IllegalStateException when the client is closed
   */
  public UploadSummary upload(Stream<? extends Uploadable> records) {
    try (records) {
      return run(feed -> records.sequential().allMatch(feed::add));
    }
  }

  /** Uploads all records, as {@link #upload(Stream)} does. */
  public UploadSummary upload(Iterable<? extends Uploadable> records) {
    return upload(records.iterator());
  }

  /** Uploads all records that are left, as {@link #upload(Stream)} does. */
  public UploadSummary upload(Iterator<? extends Uploadable> records) {
    return run(
        feed -> {
          boolean more = true;
          while (more && records.hasNext()) {
            more = feed.add(records.next());
          }
        });
  }

  /**
   * Starts an upload of records that come one by one.
   *
   * @return the uploader, to be closed by the caller
   * @throws IllegalStateException when the client is closed
   */
  public BulkUploader start() {
    return new BulkUploader(connection.bulkUploads().start(options()));
  }

  private UploadSummary run(Consumer<Feed> source) {
    BulkEngine engine = connection.bulkUploads().start(options());
    Throwable thrown = null;
    try {
      source.accept(new Feed(engine));
    } catch (Throwable e) { // an Error too: what was read must have its outcomes
      thrown = e;
    }
    engine.end(NO_LIMIT);
    Throwable cause = engine.stoppedBy().orElse(thrown);
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
        retryAmbiguous || dryRun,
        failFast,
        dryRun,
        onRejected,
        onFailed,
        onProgress,
        onCheckpoint);
  }

  private static int between(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "The " + name + " must be between " + min + " and " + max + ", and is " + value);
    }
    return value;
  }

  /** What the records of a source go to. */
  private record Feed(BulkEngine engine) {

    /** Returns false when no more records should be read. */
    boolean add(Uploadable record) {
      boolean taken = false;
      try {
        taken = engine.add(record, null, Long.MAX_VALUE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        engine.stop(e);
        engine.abort();
      }
      if (!taken) {
        engine.failUnsent(record);
      }
      return taken;
    }
  }
}
