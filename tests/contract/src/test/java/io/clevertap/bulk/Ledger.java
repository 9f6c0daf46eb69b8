package io.clevertap.bulk;

import io.clevertap.RecordOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What the caller learns: every outcome that the SDK gave, in the order in which it came. */
class Ledger {

  private final Queue<RecordOutcome> outcomes = new ConcurrentLinkedQueue<>();
  private final AtomicLong added = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();
  private volatile long mostUnsettled; // written by the thread that adds

  /** Tells, before a record is added, that it will be. */
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

  /** Returns how many records had been added without an outcome at the worst moment. */
  long mostUnsettled() {
    return mostUnsettled;
  }
}
