package io.clevertap;

/**
 * The progress of a bulk upload.
 *
 * @param accepted the number of records that CleverTap accepted so far
 * @param rejected the number of records that CleverTap rejected so far
 * @param failed the number of records that failed so far
 * @param inFlight the number of records in batches that are being sent
 * @param recordsPerSecond the records per second that got their outcome since the last report
 */
public record BulkProgress(
    long accepted, long rejected, long failed, long inFlight, double recordsPerSecond) {}
