package io.clevertap;

/**
 * How far a bulk upload is.
 *
 * @param accepted how many records CleverTap took so far
 * @param rejected how many records CleverTap refused so far
 * @param failed how many records failed so far
 * @param inFlight how many records are in calls under way
 * @param recordsPerSecond how many records a second had their outcome since the last report
 */
public record BulkProgress(
    long accepted, long rejected, long failed, long inFlight, double recordsPerSecond) {}
