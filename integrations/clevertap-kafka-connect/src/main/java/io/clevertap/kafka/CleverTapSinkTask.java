package io.clevertap.kafka;

import io.clevertap.BulkUploader;
import io.clevertap.CleverTap;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.exception.ResponseException;
import io.clevertap.kafka.SinkConfig.Behavior;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads records of its partitions. Connect calls every method on the thread of the task, which
 * never waits for an upload in {@code put}: what the uploader has no room for waits here, with the
 * partitions paused. Only the outcomes arrive on other threads, through a queue.
 */
public final class CleverTapSinkTask extends SinkTask {

  private static final Logger LOG = LoggerFactory.getLogger(CleverTapSinkTask.class);
  private static final Duration RETRY_PUT = Duration.ofMillis(20);
  private static final Duration COMMIT_WAIT = Duration.ofSeconds(4); // Connect stops a task in 5
  private static final Duration STOP_WAIT = Duration.ofSeconds(3);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration STATE_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private record Settled(Delivery delivery, RecordOutcome outcome) {}

  private record Report(Delivery delivery, Future<Void> written) {}

  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private final Unfinished unfinished = new Unfinished();
  private final BlockingQueue<Settled> settled = new LinkedBlockingQueue<>();
  private final List<Report> reports = new ArrayList<>();
  private @Nullable SinkConfig config;
  private @Nullable RecordConverter converter;
  private @Nullable CleverTap client;
  private @Nullable BulkUploader uploader;
  private @Nullable TaskMetrics metrics;
  private @Nullable ConnectException failure;
  private boolean paused;
  private long lastLog = System.nanoTime();
  private long lastState = lastLog;

  @Override
  public String version() {
    return Version.VERSION;
  }

  @Override
  public void start(Map<String, String> options) {
    config = new SinkConfig(options);
    converter = new RecordConverter(config);
    metrics =
        new TaskMetrics(
            options.getOrDefault("name", "clevertap"), options.getOrDefault(SinkConfig.TASK, "0"));
    PluginMeters.add(context, metrics);
    client = config.client().listener(metrics).build();
    uploader =
        client
            .bulk()
            .linger(Duration.ofMillis(config.getLong(SinkConfig.LINGER_MS)))
            .waitForRecovery(ChronoUnit.FOREVER.getDuration())
            .start();
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    TopicPartition[] opened = partitions.toArray(TopicPartition[]::new);
    if (paused) { // Connect forgets this in a rebalance
      context.pause(opened);
    } else {
      context.resume(opened);
    }
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    partitions.forEach(unfinished::forget);
    waiting.removeIf(delivery -> partitions.contains(delivery.partition()));
    reports.removeIf(report -> partitions.contains(report.delivery().partition()));
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    settle();
    Set<TopicPartition> assigned = context.assignment(); // a copy, which each call makes anew
    for (SinkRecord record : records) {
      if (failure == null) {
        take(record, assigned);
      }
    }
    feed();
    throwIfFailed();
    pauseOrResume();
    if (!waiting.isEmpty()) {
      context.timeout(RETRY_PUT.toMillis());
    }
    note();
  }

  /** Returns the first unfinished offset of each partition, after a while for uploads to end. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> current) {
    try {
      finishUploads();
    } catch (RuntimeException e) { // an exception here would upload everything again
      LOG.warn("Some uploads were not waited for", e);
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    current.forEach(
        (partition, offset) -> {
          OptionalLong first = unfinished.firstOffset(partition);
          offsets.put(
              partition, first.isPresent() ? new OffsetAndMetadata(first.getAsLong()) : offset);
        });
    return offsets;
  }

  @Override
  public void stop() {
    try {
      if (uploader != null) {
        uploader.close(STOP_WAIT);
      }
    } catch (RuntimeException e) { // such as after wrong credentials; Connect has seen it in put
      LOG.debug("The upload had stopped: {}", e.toString());
    }
    if (client != null) {
      client.close();
    }
    if (metrics != null) {
      LOG.info("Stopped: {}", metrics);
      metrics.close();
    }
  }

  private void take(SinkRecord record, Set<TopicPartition> assigned) {
    OriginalPosition position = OriginalPosition.of(record, assigned);
    Delivery delivery =
        new Delivery(record, position.partition(), position.offset(), System.nanoTime());
    unfinished.add(delivery);
    if (record.value() == null) {
      takeTombstone(delivery);
      return;
    }
    try {
      delivery.upload(converter.convert(record));
      waiting.add(delivery);
    } catch (DataException | IllegalArgumentException e) {
      reject(delivery, new NotDeliveredException("conversion", 0, false, e.getMessage()));
    }
  }

  private void takeTombstone(Delivery delivery) {
    NotDeliveredException problem =
        new NotDeliveredException("conversion", 0, false, "the record has no value");
    switch (config.behavior(SinkConfig.ON_NULL_VALUES)) {
      case IGNORE -> {
        metrics.ignored.incrementAndGet();
        unfinished.finish(delivery);
      }
      case REPORT -> report(delivery, problem);
      default -> failure = problem;
    }
  }

  /** Gives the uploader what it has room for, and never waits. */
  private void feed() {
    try {
      while (failure == null && !waiting.isEmpty()) {
        Delivery next = waiting.element();
        Optional<CompletableFuture<RecordOutcome>> outcome =
            uploader.addAsync(next.upload(), Duration.ZERO);
        if (outcome.isEmpty()) {
          return;
        }
        waiting.remove();
        outcome.get().thenAccept(result -> settled.add(new Settled(next, result)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(e);
    } catch (CleverTapException | IllegalStateException e) {
      fail(e);
    }
  }

  /** Handles the outcomes that have arrived, and the reports that were written. */
  private void settle() {
    for (Settled next = settled.poll(); next != null; next = settled.poll()) {
      settle(next);
    }
    for (Iterator<Report> pending = reports.iterator(); pending.hasNext(); ) {
      Report report = pending.next();
      if (report.written().isDone()) {
        pending.remove();
        finish(report);
      }
    }
  }

  private void settle(Settled settlement) {
    Delivery delivery = settlement.delivery();
    RecordOutcome outcome = settlement.outcome();
    if (outcome instanceof Accepted) {
      metrics.accepted.incrementAndGet();
      unfinished.finish(delivery);
    } else if (outcome instanceof Rejected rejected) {
      reject(
          delivery, new NotDeliveredException("upload", rejected.code(), false, rejected.reason()));
    } else if (outcome instanceof Failed failed) {
      if (failed.cause() instanceof InvalidRecordException invalid) {
        reject(delivery, new NotDeliveredException("check", 0, false, invalid.getMessage()));
      } else if (failed.mayHaveBeenApplied()
          && config.behavior(SinkConfig.ON_AMBIGUOUS) == Behavior.REPORT) {
        report(delivery, new NotDeliveredException("upload", 0, true, failed.cause().getMessage()));
      } else {
        fail(failed.cause());
      }
    }
  }

  private void reject(Delivery delivery, NotDeliveredException problem) {
    if (config.behavior(SinkConfig.ON_REJECTED) == Behavior.REPORT) {
      report(delivery, problem);
    } else {
      fail(problem);
    }
  }

  /** Reports an error; the record is done when the report is written. */
  private void report(Delivery delivery, NotDeliveredException problem) {
    ErrantRecordReporter reporter = context.errantRecordReporter();
    if (reporter == null) {
      fail(problem);
      return;
    }
    try {
      Future<Void> written = reporter.report(delivery.record(), problem);
      metrics.reported.incrementAndGet();
      reports.add(
          new Report(
              delivery, written == null ? CompletableFuture.completedFuture(null) : written));
    } catch (ConnectException e) { // with errors.tolerance=none
      fail(problem);
    }
  }

  private void finish(Report report) {
    try {
      report.written().get();
      unfinished.finish(report.delivery());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(e);
    } catch (ExecutionException e) {
      fail(e);
    }
  }

  /** Lets the next put fail the task; what is unfinished is read again after a restart. */
  private void fail(Throwable cause) {
    if (failure == null) {
      String reason =
          cause instanceof ResponseException response
              ? response.reason().map(text -> ": " + text).orElse("")
              : "";
      failure = new ConnectException(cause.getMessage() + reason, cause);
    }
  }

  private void throwIfFailed() {
    if (failure != null) {
      throw failure;
    }
  }

  private void finishUploads() {
    long end = System.nanoTime() + COMMIT_WAIT.toNanos();
    try {
      while (failure == null && System.nanoTime() - end < 0) {
        settle();
        feed();
        if (unfinished.isEmpty()) {
          return;
        }
        uploader.flush();
        Settled next = settled.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          settle(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pauseOrResume() {
    boolean full = !waiting.isEmpty();
    if (full != paused) {
      paused = full;
      open(context.assignment());
    }
  }

  private void note() {
    long now = System.nanoTime();
    if (now - lastState >= STATE_INTERVAL.toNanos()) {
      lastState = now;
      metrics.state(unfinished, waiting.size(), paused);
    }
    if (now - lastLog >= LOG_INTERVAL.toNanos()) {
      lastLog = now;
      LOG.info("{}", metrics);
    }
  }
}
