package io.clevertap.internal.upload;

import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.SupersededException;
import io.clevertap.internal.record.EncodedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Sends records of a batch again without applying one after a later one of the same user. */
public final class ResendPlan {

  private ResendPlan() {}

  /**
   * Returns the places of those that should be sent again, in order. With a record go all later
   * ones of its user that were taken, or may have been: it would be applied after what replaced it.
   * Where one of these may not be sent twice, the earlier ones are not sent again either.
   *
   * @param wanted tells of a place whether its record should be sent again
   */
  public static List<Integer> inOrder(
      List<EncodedRecord> batch, List<RecordOutcome> outcomes, IntPredicate wanted) {
    if (IntStream.range(0, batch.size()).noneMatch(wanted)) {
      return List.of();
    }
    Set<Integer> places = new TreeSet<>();
    Map<String, List<Integer>> taken = new HashMap<>();
    Set<String> takenForGood = new HashSet<>();
    for (int i = batch.size() - 1; i >= 0; i--) {
      String user = batch.get(i).userKey();
      if (wanted.test(i) && !takenForGood.contains(user)) {
        places.add(i);
        places.addAll(taken.getOrDefault(user, List.of()));
      } else if (mayBeApplied(outcomes.get(i)) && batch.get(i).repeatable()) {
        taken.computeIfAbsent(user, key -> new ArrayList<>()).add(i);
      } else if (mayBeApplied(outcomes.get(i))) {
        takenForGood.add(user);
      }
    }
    return List.copyOf(places);
  }

  /**
   * Returns what is known of a record that was sent again. A later attempt that was not taken does
   * not tell what became of the one before.
   */
  public static RecordOutcome known(RecordOutcome before, RecordOutcome after) {
    boolean notTaken = isServerError(after) || after instanceof Failed && !mayBeApplied(after);
    if (!notTaken || !mayBeApplied(before)) {
      return after;
    }
    return before instanceof Accepted
        ? new Failed(before.record(), new SupersededException())
        : before;
  }

  static boolean isServerError(RecordOutcome outcome) {
    return outcome instanceof Rejected rejected
        && rejected.code() == RecordErrorCode.SERVER_ERROR.getValue();
  }

  private static boolean mayBeApplied(RecordOutcome outcome) {
    return outcome instanceof Accepted
        || outcome instanceof Failed failed && failed.mayHaveBeenApplied();
  }
}
