package io.clevertap;

import java.time.Duration;

/**
 * The result of a bulk upload. Each record is counted once.
 *
 * @param accepted the number of records that CleverTap accepted
 * @param rejected the number of records that CleverTap rejected
 * @param failed the number of records that failed
 * @param mayHaveBeenApplied the number of failed records that CleverTap may have applied anyway
 * @param duration the time since the upload started
 */
public record UploadSummary(
    long accepted, long rejected, long failed, long mayHaveBeenApplied, Duration duration) {

  /** Returns the number of records with an outcome. */
  public long total() {
    return accepted + rejected + failed;
  }

  /** Returns whether CleverTap accepted every record. */
  public boolean allAccepted() {
    return accepted == total();
  }
}
