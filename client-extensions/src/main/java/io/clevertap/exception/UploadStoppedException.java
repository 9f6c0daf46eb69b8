package io.clevertap.exception;

import io.clevertap.UploadSummary;

/**
 * A bulk upload was stopped before its end; the cause says by what: refused credentials or a
 * refused request, an interrupt, a callback that threw, or a source that threw. Each record that
 * was read has its outcome all the same.
 */
public final class UploadStoppedException extends CleverTapException {

  private static final long serialVersionUID = 1L;

  private final transient UploadSummary summary;

  public UploadStoppedException(UploadSummary summary, Throwable cause) {
    super(
        "The bulk upload was stopped after "
            + summary.total()
            + " records: "
            + (cause instanceof CleverTapException
                ? cause.getMessage()
                : cause.getClass().getName()),
        cause,
        summary.mayHaveBeenApplied() > 0);
    this.summary = summary;
  }

  /** Returns what became of the records that were read. */
  public UploadSummary summary() {
    return summary;
  }
}
