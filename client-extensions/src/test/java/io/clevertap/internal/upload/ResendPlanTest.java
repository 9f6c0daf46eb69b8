package io.clevertap.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.record.EncodedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ResendPlanTest {

  private static final List<String> USERS = List.of("ada", "bob", "eve");

  @Test
  void inOrder_laterRecordOfTheUserWasTaken_isSentAgainWithIt() {
    List<EncodedRecord> batch = batch("ada", "bob", "ada", "bob");

    assertThat(
            indexes(
                batch,
                rejected(batch, 0),
                accepted(batch, 1),
                accepted(batch, 2),
                rejected(batch, 3)))
        .containsExactly(0, 2, 3);
  }

  @Test
  void inOrder_laterRecordOfTheUserMayHaveBeenApplied_isResentWithIt() {
    List<EncodedRecord> batch = batch("ada", "ada");

    assertThat(indexes(batch, rejected(batch, 0), lost(batch, 1))).containsExactly(0, 1);
  }

  @Test
  void inOrder_laterRecordOfTheUserMayNotBeSentTwice_isNotResent() {
    List<EncodedRecord> batch =
        Batches.batch(
            Profile.ofIdentity("ada"),
            Event.named("Seen").identity("ada"),
            Profile.ofIdentity("ada"));

    assertThat(indexes(batch, rejected(batch, 0), accepted(batch, 1), rejected(batch, 2)))
        .containsExactly(2);
  }

  @Test
  void inOrder_laterRecordOfTheUserIsResentToo_bothAreInOrder() {
    List<EncodedRecord> batch = batch("ada", "bob", "ada");

    assertThat(indexes(batch, rejected(batch, 0), accepted(batch, 1), rejected(batch, 2)))
        .containsExactly(0, 2);
  }

  @Property
  void inOrder_anyOutcomes_nothingOverwritesWhatWasApplied(
      @ForAll @Size(max = 12) List<@IntRange(max = 8) Integer> kinds) {
    List<EncodedRecord> batch = kinds.stream().map(kind -> record(USERS.get(kind % 3))).toList();
    List<RecordOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      outcomes.add(
          switch (kinds.get(i) / 3) {
            case 0 -> accepted(batch, i);
            case 1 -> rejected(batch, i);
            default -> lost(batch, i);
          });
    }

    List<Integer> indexes = indexes(batch, outcomes.toArray(RecordOutcome[]::new));

    assertThat(indexes).isSorted().doesNotHaveDuplicates();
    for (int index : indexes) {
      for (int later = index + 1; later < batch.size(); later++) {
        if (batch.get(later).userKey().equals(batch.get(index).userKey())) {
          assertThat(indexes).contains(later);
        }
      }
    }
  }

  private static List<Integer> indexes(List<EncodedRecord> batch, RecordOutcome... outcomes) {
    return ResendPlan.inOrder(
        batch, List.of(outcomes), index -> outcomes[index] instanceof Rejected);
  }

  private static RecordOutcome accepted(List<EncodedRecord> batch, int index) {
    return new Accepted(batch.get(index).source());
  }

  private static RecordOutcome rejected(List<EncodedRecord> batch, int index) {
    return new Rejected(batch.get(index).source(), 555, "");
  }

  private static RecordOutcome lost(List<EncodedRecord> batch, int index) {
    return new Failed(batch.get(index).source(), new TransportException("", null, true));
  }

  private static List<EncodedRecord> batch(String... users) {
    return Stream.of(users).map(ResendPlanTest::record).toList();
  }

  private static EncodedRecord record(String user) {
    return EncodedRecord.of(Profile.ofIdentity(user), 0, false);
  }
}
