package io.clevertap.exception;

/**
 * An export ended before its last page. The stream returned all records of the pages before; to get
 * the rest, pass {@link #nextCursor} to {@code resume}, while CleverTap keeps the cursor. The cause
 * is the failure.
 */
public final class ExportInterruptedException extends CleverTapException {

  private static final long serialVersionUID = 1L;

  private final long recordsRead;
  private final String nextCursor;

  public ExportInterruptedException(long recordsRead, String nextCursor, CleverTapException cause) {
    super(
        "The export was interrupted after %d records; resume it with nextCursor(): %s"
            .formatted(recordsRead, cause.getMessage()),
        cause,
        false);
    this.recordsRead = recordsRead;
    this.nextCursor = nextCursor;
  }

  /** Returns how many records the stream returned, those before a resumed cursor not included. */
  public long recordsRead() {
    return recordsRead;
  }

  /** Returns the cursor of the first page that was not read. */
  public String nextCursor() {
    return nextCursor;
  }
}
