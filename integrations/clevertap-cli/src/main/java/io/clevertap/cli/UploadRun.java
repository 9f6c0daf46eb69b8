package io.clevertap.cli;

import io.clevertap.BulkCheckpoint;
import io.clevertap.BulkProgress;
import io.clevertap.BulkUpload;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadSummary;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.InvalidRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** One upload of an input: where its outcomes go. The callbacks come one at a time. */
final class UploadRun {

  /** How many records are named on the terminal when a file has them all. */
  private static final int MAX_MESSAGES = 20;

  private final Input input;
  private final Progress progress;
  private final @Nullable RejectedFile rejectedFile;
  private final @Nullable Checkpoint checkpoint;
  private final long skipped;
  private long rejected;
  private long failed;
  private long messages;

  /**
   * Makes a run.
   *
   * @param rejectedFile where the records go that are not accepted; null for nowhere
   * @param checkpoint where it is kept how far the run is; null for nowhere
   * @param skipped how many records an earlier run completed
   */
  UploadRun(
      Input input,
      Progress progress,
      @Nullable RejectedFile rejectedFile,
      @Nullable Checkpoint checkpoint,
      long skipped) {
    this.input = input;
    this.progress = progress;
    this.rejectedFile = rejectedFile;
    this.checkpoint = checkpoint;
    this.skipped = skipped;
  }

  /** Uploads all records. */
  UploadSummary upload(BulkUpload bulk, RecordSource records) {
    return bulk.onRejected(this::rejected)
        .onFailed(this::failed)
        .onProgress(this::progress)
        .onCheckpoint(this::checkpoint)
        .upload(records);
  }

  /** Returns how many records were rejected, be it by CleverTap or before. */
  long rejected() {
    return rejected;
  }

  /** Returns how many records failed, without those that a resumed upload sends. */
  long failed() {
    return failed;
  }

  private void rejected(Rejected outcome) {
    rejected++;
    String reason =
        outcome.knownCode().map(RecordErrorCode::getDescription).orElse(outcome.reason());
    keep(outcome.record(), null, outcome.code(), reason);
  }

  private void failed(Failed outcome) {
    if (outcome.cause() instanceof BadRecordException bad) {
      rejected++;
      keep(outcome.record(), bad.column(), null, bad.getMessage());
    } else if (outcome.cause() instanceof InvalidRecordException invalid) {
      rejected++;
      keep(outcome.record(), null, null, invalid.problem());
    } else if (outcome.mayHaveBeenApplied()) {
      failed++;
      String reason = "failed: it may have been applied: " + outcome.cause().getMessage();
      keep(outcome.record(), null, null, reason);
    } else {
      unsent(outcome);
    }
  }

  /** Nothing is wrong with the record, so others would fail too: stops the upload. */
  private void unsent(Failed outcome) {
    if (checkpoint == null) { // else it is sent when the upload is resumed
      failed++;
      keep(outcome.record(), null, null, "failed: " + outcome.cause().getMessage());
    }
    throw outcome.cause();
  }

  private void keep(
      Object record, @Nullable Integer column, @Nullable Integer code, String reason) {
    InputRecord source = (InputRecord) record;
    try {
      if (rejectedFile != null) {
        rejectedFile.add(source, input.name(), column, code, reason);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    messages++;
    if (rejectedFile == null || messages <= MAX_MESSAGES) {
      progress.message(
          "%s:%d:%s %s%s"
              .formatted(
                  input.name(),
                  source.line(),
                  column == null ? "" : column + ":",
                  code == null ? "" : code + " ",
                  reason));
    } else if (messages == MAX_MESSAGES + 1) {
      progress.message("The records that follow are named in " + rejectedFile + " alone");
    }
  }

  private void progress(BulkProgress now) {
    progress.update(
        now.accepted(), rejected, failed, now.recordsPerSecond(), input.bytesRead(), input.size());
  }

  private void checkpoint(BulkCheckpoint place) {
    try {
      if (checkpoint != null) {
        if (rejectedFile != null) {
          rejectedFile.force();
        }
        checkpoint.write(skipped + place.completed());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
