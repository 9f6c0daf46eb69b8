package io.clevertap.exception;

import io.clevertap.UploadSummary;

/**
 * A bulk upload was stopped before its end. The cause is a rejected request, an interrupt, the
 * closing of the client, or what a callback or the source threw. Every record that was read has its
 * outcome.
 */
public final class UploadStoppedException extends CleverTapException {

  private static final long serialVersionUID = 1L;

  private final transient UploadSummary summary;

  public UploadStoppedException(UploadSummary summary, Throwable cause) {
    super(
        "The bulk upload was stopped after %d records: %s"
            .formatted(
                summary.total(),
                cause instanceof CleverTapException ? cause.getMessage() : cause.toString()),
        cause,
        summary.mayHaveBeenApplied() > 0);
    this.summary = summary;
  }

  /** Returns the counts of the outcomes of all records that were read. */
  public UploadSummary summary() {
    return summary;
  }
}
