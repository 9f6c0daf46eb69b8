package io.clevertap;

/**
 * A position from which a crashed bulk upload can be resumed, counted from the start of the source:
 * records that {@link BulkUpload#startAt} skipped are included.
 *
 * @param completed the number of leading records that all have their outcome; skip as many to
 *     resume without losing a record
 * @param mayRepeat the number of records read after those; a resumed upload may send them twice
 */
public record BulkCheckpoint(long completed, long mayRepeat) {}
