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

/** Handles the outcomes of one upload of an input. The callbacks run one at a time. */
final class UploadRun {

  /** The number of records that messages name, if a file contains all of them. */
  private static final int MAX_MESSAGES = 20;

  /** If all of the first records are bad, it is likely that every other record is. */
  private static final int FIRST_RECORDS = 1_000;

  private final Input input;
  private final Progress progress;
  private final @Nullable RejectedFile rejectedFile;
  private final @Nullable Checkpoint checkpoint;
  private final RecordSource records;
  private final long skipped;
  private final @Nullable Long maxErrors;
  private long rejected;
  private long failed;
  private long messages;
  private long badOfFirst;
  private boolean stopped;

  /**
   * Creates a run.
   *
   * @param rejectedFile the file for records that are not accepted; null for none
   * @param checkpoint the checkpoint of the run; null for none
   * @param records all remaining records of the input
   * @param skipped the number of records that earlier runs completed
   * @param maxErrors the number of bad records that stop the upload; null to stop only if the first
   *     records are all bad
   */
  UploadRun(
      Input input,
      Progress progress,
      @Nullable RejectedFile rejectedFile,
      @Nullable Checkpoint checkpoint,
      RecordSource records,
      long skipped,
      @Nullable Long maxErrors) {
    this.input = input;
    this.progress = progress;
    this.rejectedFile = rejectedFile;
    this.checkpoint = checkpoint;
    this.records = records;
    this.skipped = skipped;
    this.maxErrors = maxErrors;
  }

  /** Uploads all records. */
  UploadSummary upload(BulkUpload bulk) {
    return bulk.onRejected(this::rejected)
        .onFailed(this::failed)
        .onProgress(this::progress)
        .onCheckpoint(this::checkpoint)
        .upload(records);
  }

  /** Returns the number of records that CleverTap rejected or that were invalid. */
  long rejected() {
    return rejected;
  }

  /** Returns the number of failed records, without those that a resumed upload sends. */
  long failed() {
    return failed;
  }

  private void rejected(Rejected outcome) {
    String reason =
        outcome.knownCode().map(RecordErrorCode::getDescription).orElse(outcome.reason());
    keepBad(outcome.record(), null, outcome.code(), reason);
  }

  private void failed(Failed outcome) {
    if (outcome.cause() instanceof BadRecordException bad) {
      keepBad(outcome.record(), bad.column(), null, bad.getMessage());
    } else if (outcome.cause() instanceof InvalidRecordException invalid) {
      keepBad(outcome.record(), null, null, invalid.problem());
    } else if (outcome.mayHaveBeenApplied()) {
      failed++;
      String reason = "failed, but may have been applied: " + outcome.cause().getMessage();
      keep(outcome.record(), null, null, reason);
    } else {
      unsent(outcome);
    }
  }

  /** Stops the upload: the record is valid and was not sent, so others would fail too. */
  private void unsent(Failed outcome) {
    if (checkpoint == null) { // otherwise the resumed upload sends the record
      failed++;
      keep(outcome.record(), null, null, "failed: " + outcome.cause().getMessage());
    }
    throw outcome.cause();
  }

  /** Keeps a record that is bad itself, and stops the upload if there are too many. */
  private void keepBad(
      Object record, @Nullable Integer column, @Nullable Integer code, String reason) {
    keep(record, column, code, reason);
    rejected++;
    badOfFirst += ((InputRecord) record).number() <= FIRST_RECORDS ? 1 : 0;
    boolean tooMany = maxErrors == null ? badOfFirst == FIRST_RECORDS : rejected >= maxErrors;
    if (tooMany && !stopped) {
      stopped = true;
      throw new TooManyErrorsException(
          maxErrors == null
              ? "The first %,d records are all bad, so the upload was stopped: check the format and the options for CSV, or set --max-errors"
                  .formatted(FIRST_RECORDS)
              : "The upload was stopped after %,d bad records".formatted(rejected));
    }
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
      progress.message("Further records are listed only in " + rejectedFile);
    }
  }

  private void progress(BulkProgress now) {
    progress.update(
        now.accepted(), rejected, failed, now.recordsPerSecond(), input.bytesRead(), input.size());
  }

  private void checkpoint(BulkCheckpoint reached) {
    try {
      if (checkpoint != null) {
        if (rejectedFile != null) {
          rejectedFile.force();
        }
        long completed = skipped + reached.completed();
        checkpoint.write(completed, records.digestAt(completed), false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
