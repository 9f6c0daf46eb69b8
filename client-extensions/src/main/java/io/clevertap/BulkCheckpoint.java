package io.clevertap;

/**
 * A place in the source from which a bulk upload that crashed may start again.
 *
 * @param completed how many records, counted from the first, have their outcome without a gap; skip
 *     that many and nothing is lost
 * @param mayRepeat how many records at most were read behind that place, and would be sent again
 */
public record BulkCheckpoint(long completed, long mayRepeat) {}
