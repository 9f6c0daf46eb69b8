package io.clevertap;

import java.time.Duration;

/**
 * What became of the records of a bulk upload. Each record is counted once.
 *
 * @param accepted how many records CleverTap took
 * @param rejected how many records CleverTap refused
 * @param failed how many records failed
 * @param mayHaveBeenApplied how many of those that failed CleverTap may have applied all the same
 * @param duration how long it took so far, or in all
 */
public record UploadSummary(
    long accepted, long rejected, long failed, long mayHaveBeenApplied, Duration duration) {

  /** Returns how many records there were. */
  public long total() {
    return accepted + rejected + failed;
  }

  /** Tells whether CleverTap took every record. */
  public boolean allAccepted() {
    return accepted == total();
  }
}
