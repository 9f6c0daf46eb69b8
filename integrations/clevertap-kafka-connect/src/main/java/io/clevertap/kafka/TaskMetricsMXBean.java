package io.clevertap.kafka;

/** What a task did and is doing. */
public interface TaskMetricsMXBean {

  /** Returns the number of records that CleverTap accepted. */
  long getAccepted();

  /** Returns the number of records that were reported as errors. */
  long getReported();

  /** Returns the number of tombstones that were ignored. */
  long getIgnored();

  /** Returns the number of records that CleverTap has not answered for. */
  long getUnfinished();

  /** Returns the number of records that wait until the uploader has room. */
  long getWaiting();

  /** Returns whether the partitions are paused, because the uploader has no room. */
  boolean isPaused();

  /** Returns the age of the oldest unfinished record in the task, in milliseconds. */
  long getOldestUnfinishedMillis();

  /** Returns the number of responses that allowed no more uploads (429). */
  long getTooManyRequests();
}
