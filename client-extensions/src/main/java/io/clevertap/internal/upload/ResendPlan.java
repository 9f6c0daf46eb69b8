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

/** Plans which records of a batch are resent, so that an older one never overwrites a newer one. */
public final class ResendPlan {

  private ResendPlan() {}

  /**
   * Returns the indexes of the records to resend, in order. With a record, all later records of its
   * user that were or may have been applied are resent, or it would overwrite them. If one of those
   * must not be sent twice, the earlier records are not resent either.
   *
   * @param wanted returns for an index whether its record should be resent
   */
  public static List<Integer> inOrder(
      List<EncodedRecord> batch, List<RecordOutcome> outcomes, IntPredicate wanted) {
    if (IntStream.range(0, batch.size()).noneMatch(wanted)) {
      return List.of();
    }
    Set<Integer> indexes = new TreeSet<>();
    Map<String, List<Integer>> applied = new HashMap<>();
    Set<String> appliedForGood = new HashSet<>();
    for (int i = batch.size() - 1; i >= 0; i--) {
      String user = batch.get(i).userKey();
      if (wanted.test(i) && !appliedForGood.contains(user)) {
        indexes.add(i);
        indexes.addAll(applied.getOrDefault(user, List.of()));
      } else if (mayBeApplied(outcomes.get(i)) && batch.get(i).repeatable()) {
        applied.computeIfAbsent(user, key -> new ArrayList<>()).add(i);
      } else if (mayBeApplied(outcomes.get(i))) {
        appliedForGood.add(user);
      }
    }
    return List.copyOf(indexes);
  }

  /**
   * Combines the outcomes of a batch with those of the records that were resent.
   *
   * @param indexes the index in the batch of each resent record, in order
   */
  public static void combine(
      List<EncodedRecord> batch,
      List<RecordOutcome> outcomes,
      List<Integer> indexes,
      List<RecordOutcome> results) {
    Set<String> applied = new HashSet<>();
    for (int i = 0; i < results.size(); i++) {
      int index = indexes.get(i);
      String user = batch.get(index).userKey();
      RecordOutcome after = results.get(i);
      outcomes.set(index, combined(outcomes.get(index), after, applied.contains(user)));
      if (mayBeApplied(after)) {
        applied.add(user);
      }
    }
  }

  /**
   * Combines the outcomes of two attempts. If the second attempt certainly had no effect on the
   * record, the first one's outcome stands.
   *
   * @param overwritten whether the second attempt may have applied an earlier record of the user
   */
  private static RecordOutcome combined(
      RecordOutcome before, RecordOutcome after, boolean overwritten) {
    boolean noEffect = isServerError(after) || after instanceof Failed && !mayBeApplied(after);
    if (!noEffect || !mayBeApplied(before)) {
      return after;
    }
    return before instanceof Accepted && overwritten
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
