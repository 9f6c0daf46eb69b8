package io.clevertap;

/**
 * A place in the source from which a bulk upload that crashed may start again. It counts from the
 * first record of the upload: when the source was not given from its start, add what was skipped.
 *
 * @param completed how many records, counted from the first, have their outcome without a gap; skip
 *     that many and nothing is lost
 * @param mayRepeat how many records at most were read behind that place, and would be sent again
 */
public record BulkCheckpoint(long completed, long mayRepeat) {}
