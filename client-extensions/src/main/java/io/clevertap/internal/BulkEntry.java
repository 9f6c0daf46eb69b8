package io.clevertap.internal;

import io.clevertap.RecordOutcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits in a lane.
 *
 * @param index how many records were added before it
 * @param addedAt when it was added, in nanoseconds
 * @param answer where its outcome goes besides the callbacks
 */
record BulkEntry(
    PreparedRecord record,
    long index,
    long addedAt,
    @Nullable CompletableFuture<RecordOutcome> answer) {}
