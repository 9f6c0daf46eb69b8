package io.clevertap.internal;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** Which records of a batch may be sent again without overtaking a later one of the same user. */
final class Resend {

  private Resend() {}

  /**
   * Returns the places of those that should be sent again, in order. One of a user who has a later
   * record that was taken, or may have been, is not among them unless that is sent again too: it
   * would be applied after what replaced it.
   *
   * @param wanted tells of a record and its outcome whether it should be sent again
   */
  static List<Integer> inOrder(
      List<PreparedRecord> batch,
      List<RecordOutcome> outcomes,
      BiPredicate<PreparedRecord, RecordOutcome> wanted) {
    List<Integer> places = new ArrayList<>();
    Set<String> overtaken = new HashSet<>();
    boolean any = false;
    for (int i = 0; i < batch.size() && !any; i++) {
      any = wanted.test(batch.get(i), outcomes.get(i));
    }
    for (int i = batch.size() - 1; any && i >= 0; i--) {
      PreparedRecord record = batch.get(i);
      RecordOutcome outcome = outcomes.get(i);
      if (wanted.test(record, outcome) && !overtaken.contains(record.userKey())) {
        places.add(i);
      } else if (mayBeApplied(outcome)) {
        overtaken.add(record.userKey());
      }
    }
    Collections.reverse(places);
    return places;
  }

  private static boolean mayBeApplied(RecordOutcome outcome) {
    return outcome instanceof Accepted
        || outcome instanceof Failed failed && failed.mayHaveBeenApplied();
  }
}
