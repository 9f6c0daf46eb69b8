package io.clevertap.internal.bulk;

import static io.clevertap.internal.upload.Batches.batch;
import static io.clevertap.internal.upload.Batches.letters;
import static io.clevertap.internal.upload.Batches.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.FakeTime;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.Batches;
import io.clevertap.internal.upload.UploadCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The order when records are resent; the store receives every record. */
class LaneSenderTest {

  private static final TransportException LOST = new TransportException("lost", null, true);

  /** The applied records in order, with a resent one more than once. */
  private final List<UploadRecord> applied = new ArrayList<>();

  @Test
  void send_responseLostAndThenOneInTheMiddleRejected_appliesAllInOrderAtTheEnd() {
    List<EncodedRecord> batch =
        batch(IntStream.range(0, 3).mapToObj(number -> record(0, number)).toList());
    Deque<Function<List<UploadRecord>, UploadResponse>> calls = new ArrayDeque<>();
    calls.add(
        all -> {
          applied.addAll(all);
          throw LOST;
        });
    calls.add(all -> apply(all, Set.of(1)));
    calls.add(all -> apply(all, Set.of()));

    List<RecordOutcome> outcomes = send(batch, records -> calls.remove().apply(records));

    assertThat(letters(outcomes)).isEqualTo("AAA");
    List<UploadRecord> sent = batch.stream().map(EncodedRecord::record).toList();
    assertThat(applied.subList(applied.size() - 2, applied.size()))
        .containsExactlyElementsOf(sent.subList(1, 3));
    assertThat(calls).isEmpty();
  }

  @Property
  void send_anyFaults_outcomesAndOrderAreTrue(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 5) Integer> kinds, @ForAll long seed) {
    applied.clear();
    List<EncodedRecord> batch =
        batch(
            IntStream.range(0, kinds.size())
                .mapToObj(number -> record(kinds.get(number), number))
                .toList());
    Random random = new Random(seed);

    List<RecordOutcome> outcomes =
        send(
            batch,
            records -> {
              Set<Integer> rejected =
                  IntStream.range(0, records.size())
                      .filter(i -> random.nextInt(3) == 0)
                      .boxed()
                      .collect(Collectors.toSet());
              switch (random.nextInt(4)) {
                case 0:
                  throw LOST;
                case 1:
                  apply(records, rejected);
                  throw LOST;
                case 2:
                  throw new TransportException("not sent", null, false);
                default:
                  return apply(records, rejected);
              }
            });

    assertThat(outcomes).hasSameSizeAs(batch);
    for (int i = 0; i < batch.size(); i++) {
      UploadRecord record = batch.get(i).record();
      RecordOutcome outcome = outcomes.get(i);
      int last = applied.lastIndexOf(record);
      assertThat(outcome instanceof Accepted && last < 0).isFalse();
      assertThat(isNotApplied(outcome) && last >= 0).isFalse();
      assertThat(applied.indexOf(record) != last && !batch.get(i).repeatable()).isFalse();
      for (int later = i + 1; later < batch.size(); later++) {
        if (batch.get(later).userKey().equals(batch.get(i).userKey())
            && outcomes.get(later) instanceof Accepted) {
          assertThat(last).isLessThan(applied.lastIndexOf(batch.get(later).record()));
        }
      }
    }
  }

  /** Two thirds are profiles, of two users, and no two are the same. */
  private static Uploadable record(int kind, int number) {
    String user = kind % 2 == 0 ? "ann" : "bob";
    return kind < 4
        ? Profile.ofIdentity(user).set("Number", number)
        : Event.named("Seen").identity(user).set("Number", number);
  }

  private static boolean isNotApplied(RecordOutcome outcome) {
    return !(outcome instanceof Accepted)
        && !(outcome instanceof Failed failed && failed.mayHaveBeenApplied());
  }

  private UploadResponse apply(List<UploadRecord> records, Set<Integer> rejected) {
    for (int i = 0; i < records.size(); i++) {
      if (!rejected.contains(i)) {
        applied.add(records.get(i));
      }
    }
    String entries =
        rejected.stream()
            .map(i -> "{\"code\": 555, \"error\": \"Skipped record number : %d\"}".formatted(i + 1))
            .collect(Collectors.joining(","));
    String status = rejected.isEmpty() ? "success" : "partial";
    return response("{\"status\": \"%s\", \"unprocessed\": [%s]}".formatted(status, entries));
  }

  private static List<RecordOutcome> send(
      List<EncodedRecord> batch, Function<List<UploadRecord>, UploadResponse> server) {
    FakeTime time = new FakeTime();
    RetryPolicy retries = Batches.retries(3, time);
    return new LaneSender(
            new UploadCall((request, dryRun) -> server.apply(request.getRecords()), retries, false),
            new AdaptiveLimit(15, time),
            retries,
            false,
            false)
        .send(batch);
  }
}
