package io.clevertap.bulk;

import io.clevertap.RecordOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The outcomes that the SDK reported to the caller, in order. */
class Ledger {

  private final Queue<RecordOutcome> outcomes = new ConcurrentLinkedQueue<>();
  private final AtomicLong added = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();
  private volatile long mostUnsettled; // written by the thread that adds records

  /** Counts a record that is about to be added. */
  void adding() {
    mostUnsettled = Math.max(mostUnsettled, added.incrementAndGet() - settled.get());
  }

  void record(RecordOutcome outcome) {
    outcomes.add(outcome);
    settled.incrementAndGet();
  }

  Stream<RecordOutcome> outcomes() {
    return outcomes.stream();
  }

  Map<Integer, List<RecordOutcome>> byNumber() {
    Map<Integer, List<RecordOutcome>> byNumber = new HashMap<>();
    for (RecordOutcome outcome : outcomes) {
      int number = ((Numbered) outcome.record()).number();
      byNumber.merge(
          number,
          List.of(outcome),
          (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    }
    return byNumber;
  }

  /** Returns the largest number of records that were added and had no outcome yet. */
  long mostUnsettled() {
    return mostUnsettled;
  }
}
