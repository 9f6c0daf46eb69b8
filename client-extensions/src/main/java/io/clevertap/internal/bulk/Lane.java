package io.clevertap.internal.bulk;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The waiting records of some users, in order. While a batch with records of a lane is under way,
 * no other batch takes any. Guarded by the lock of {@link Lanes}.
 */
public final class Lane {

  private final ArrayDeque<WaitingRecord> waiting = new ArrayDeque<>(2);
  private final int maxRecords;
  private boolean underWay;
  private long weight;
  private long bytes;

  Lane(int maxRecords) {
    this.maxRecords = maxRecords;
  }

  void add(WaitingRecord record) {
    waiting.add(record);
    weight += record.weight(maxRecords);
    bytes += record.bytes();
  }

  /** Returns the oldest record; null if there is none. */
  @Nullable WaitingRecord peek() {
    return waiting.peek();
  }

  /** Removes and returns the oldest record. */
  WaitingRecord remove() {
    WaitingRecord record = waiting.remove();
    weight -= record.weight(maxRecords);
    bytes -= record.bytes();
    return record;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
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
