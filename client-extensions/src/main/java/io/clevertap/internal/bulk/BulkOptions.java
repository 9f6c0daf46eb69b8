package io.clevertap.internal.bulk;

import io.clevertap.BulkCheckpoint;
import io.clevertap.BulkProgress;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The settings of a bulk upload, as {@link io.clevertap.BulkUpload} describes them. */
public record BulkOptions(
    int parallelism,
    int maxBatchRecords,
    int maxBatchBytes,
    Duration linger,
    @Nullable Duration waitForRecovery,
    boolean retryAmbiguous,
    boolean failFast,
    boolean dryRun,
    Consumer<? super Accepted> onAccepted,
    @Nullable Consumer<? super Rejected> onRejected,
    @Nullable Consumer<? super Failed> onFailed,
    Consumer<? super BulkProgress> onProgress,
    @Nullable Consumer<? super BulkCheckpoint> onCheckpoint) {}
