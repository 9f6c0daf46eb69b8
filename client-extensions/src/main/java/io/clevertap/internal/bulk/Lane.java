package io.clevertap.internal.bulk;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The waiting records of some users, in order, as a linked list: the threads that add and take
 * records share fewer lines of the processors' caches than those of a deque. While a batch with
 * records of a lane is under way, no other batch takes any. Guarded by the lock of {@link Lanes}.
 */
public final class Lane {

  private final int maxRecords;
  private @Nullable WaitingRecord oldest;
  private @Nullable WaitingRecord newest;
  private boolean underWay;
  private long weight;
  private long bytes;

  Lane(int maxRecords) {
    this.maxRecords = maxRecords;
  }

  void add(WaitingRecord record) {
    if (newest == null) {
      oldest = record;
    } else {
      newest.setNext(record);
    }
    newest = record;
    weight += record.weight(maxRecords);
    bytes += record.bytes();
  }

  /** Returns the oldest record; null if there is none. */
  @Nullable WaitingRecord peek() {
    return oldest;
  }

  /** Removes and returns the oldest record. */
  WaitingRecord remove() {
    WaitingRecord record = Objects.requireNonNull(oldest);
    oldest = record.next();
    newest = oldest == null ? null : newest;
    weight -= record.weight(maxRecords);
    bytes -= record.bytes();
    return record;
  }

  boolean isEmpty() {
    return oldest == null;
  }

  boolean isUnderWay() {
    return underWay;
  }

  void setUnderWay(boolean underWay) {
    this.underWay = underWay;
  }

  /** Returns the weight of the waiting records. */
  long weight() {
    return weight;
  }

  /** Returns the bytes of the waiting records. */
  long bytes() {
    return bytes;
  }
}
