package io.clevertap.bulk;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the outcomes that the SDK reported with the records that the server stored. */
final class Verdict {

  private final List<String> contradictions = new ArrayList<>();

  private Verdict() {}

  /**
   * Returns the contradictions between the outcomes and the store.
   *
   * @param records all uploaded records; the index of a record is its number
   * @param stored the numbers of the stored records, in the order in which the server stored them
   */
  static List<String> contradictions(
      List<Numbered> records, Map<Integer, List<RecordOutcome>> outcomes, List<Integer> stored) {
    Verdict verdict = new Verdict();
    Map<Integer, Integer> times = new HashMap<>();
    stored.forEach(number -> times.merge(number, 1, Integer::sum));
    for (Numbered record : records) {
      verdict.check(
          record,
          outcomes.getOrDefault(record.number(), List.of()),
          times.getOrDefault(record.number(), 0));
    }
    verdict.checkOrder(records, outcomes, stored);
    return verdict.contradictions;
  }

  private void check(Numbered record, List<RecordOutcome> outcomes, int timesStored) {
    if (outcomes.size() != 1) {
      contradictions.add("record " + record.number() + " has " + outcomes.size() + " outcomes");
      return;
    }
    RecordOutcome outcome = outcomes.get(0);
    boolean unknown = outcome instanceof Failed failed && failed.mayHaveBeenApplied();
    if (outcome instanceof Accepted && timesStored == 0) {
      contradictions.add("record " + record.number() + " is accepted, and not stored");
    }
    if (!(outcome instanceof Accepted) && !unknown && timesStored > 0) {
      contradictions.add(
          "record " + record.number() + " is stored, and " + outcome.getClass().getSimpleName());
    }
    if (timesStored > 1 && !record.resendable()) {
      contradictions.add("record " + record.number() + " is stored " + timesStored + " times");
    }
  }

  /**
   * Checks the last time that each record was stored. No record, whatever its outcome, may be
   * applied after a later record of the same user that was accepted. A record that failed as
   * possibly applied may have been applied at any time, and the caller knows that.
   */
  private void checkOrder(
      List<Numbered> records, Map<Integer, List<RecordOutcome>> outcomes, List<Integer> stored) {
    Map<String, Integer> firstStoredLater = new HashMap<>();
    boolean[] seen = new boolean[records.size()];
    for (int i = stored.size() - 1; i >= 0; i--) {
      int number = stored.get(i);
      if (!seen[number]) {
        seen[number] = true;
        int first = firstStoredLater.merge(records.get(number).user(), number, Math::min);
        if (first < number && isAccepted(outcomes.getOrDefault(number, List.of()))) {
          contradictions.add("record " + number + " is stored before " + first);
        }
      }
    }
  }

  private static boolean isAccepted(List<RecordOutcome> outcomes) {
    return outcomes.stream().anyMatch(Accepted.class::isInstance);
  }
}
