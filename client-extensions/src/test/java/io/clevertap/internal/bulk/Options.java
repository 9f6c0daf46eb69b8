package io.clevertap.internal.bulk;

import io.clevertap.BulkCheckpoint;
import io.clevertap.BulkProgress;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The options of a bulk upload with one lane and batches of one record, and what it reports. */
final class Options {

  final List<BulkCheckpoint> checkpoints = new ArrayList<>();
  final List<BulkProgress> progress = new ArrayList<>();
  int parallelism = 1;
  int maxBatchRecords = 1;
  int maxBatchBytes = 10_000;
  Duration linger = Duration.ZERO;
  @Nullable Duration waitForRecovery;
  boolean retryAmbiguous;
  boolean failFast = true;
  boolean dryRun;
  @Nullable Consumer<Rejected> onRejected;
  @Nullable Consumer<Failed> onFailed;

  BulkOptions build() {
    return new BulkOptions(
        parallelism,
        maxBatchRecords,
        maxBatchBytes,
        linger,
        waitForRecovery,
        retryAmbiguous,
        failFast,
        dryRun,
        accepted -> {},
        onRejected,
        onFailed,
        progress::add,
        checkpoints::add);
  }
}
