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
import io.clevertap.client.api.Identified;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.FakeTime;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.upload.Batches;
import io.clevertap.internal.upload.UploadCall;
import java.net.ConnectException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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

/** The order when records are resent, and the clocks; the store receives every record. */
class LaneSenderTest {

  private static final TransportException LOST = new TransportException("lost", null, true);

  private static final TransportException REFUSED =
      new TransportException("refused", new ConnectException(), false);

  private static final Duration CALL_TIMEOUT = Batches.retries(1, new FakeTime()).callTimeout();

  private final FakeTime time = new FakeTime();
  private final Options options = new Options();
  private int calls;
  private boolean stopped;

  /** The applied records in order, with a resent one more than once. */
  private final List<UploadRecord> applied = new ArrayList<>();

  @Test
  void send_responseLostAndThenOneInTheMiddleRejected_appliesAllInOrderAtTheEnd() {
    List<EncodedRecord> batch =
        batch(IntStream.range(0, 3).mapToObj(number -> record(0, number)).toList());
    Deque<Function<List<UploadRecord>, UploadResponse>> replies = new ArrayDeque<>();
    replies.add(
        all -> {
          applied.addAll(all);
          throw LOST;
        });
    replies.add(all -> apply(all, Set.of(1)));
    replies.add(all -> apply(all, Set.of()));

    List<RecordOutcome> outcomes = send(batch, records -> replies.remove().apply(records));

    assertThat(letters(outcomes)).isEqualTo("AAA");
    List<UploadRecord> sent = batch.stream().map(EncodedRecord::record).toList();
    assertThat(applied.subList(applied.size() - 2, applied.size()))
        .containsExactlyElementsOf(sent.subList(1, 3));
    assertThat(replies).isEmpty();
  }

  @Test
  void send_429ForLongerThanTheCallTimeoutAlone_fails() {
    List<RecordOutcome> outcomes = send(event("ann"), records -> refuse(Duration.ofSeconds(50)));

    assertThat(letters(outcomes)).isEqualTo("F");
    assertThat(((Failed) outcomes.get(0)).mayHaveBeenApplied()).isFalse();
    assertThat(calls).isBetween(3, 5);
  }

  @Test
  void send_429AfterAnIdleTime_isResent() {
    LaneSender sender = sender(records -> calls == 1 ? refuse(CALL_TIMEOUT) : apply(records));
    time.pass(CALL_TIMEOUT.multipliedBy(10));

    assertThat(letters(sender.send(event("ann")))).isEqualTo("A");
  }

  @Test
  void send_429WhileOtherBatchesGetThrough_isResent() {
    List<LaneSender> self = new ArrayList<>();
    LaneSender sender =
        sender(
            records -> {
              if (isOf("bob", records) || calls > 20) {
                return apply(records);
              }
              if (calls % 2 == 0) {
                self.get(0).send(event("bob"));
              }
              return refuse(Duration.ofSeconds(50));
            });
    self.add(sender);

    assertThat(letters(sender.send(event("ann")))).isEqualTo("A");
    assertThat(calls).isGreaterThan(20);
  }

  @Test
  void send_responseLostAfterALongWaitFor429_isResent() {
    List<RecordOutcome> outcomes =
        send(
            batch(Profile.ofIdentity("ann")),
            records -> {
              if (calls == 1) {
                return refuse(CALL_TIMEOUT.multipliedBy(2));
              }
              if (calls == 2) {
                throw LOST;
              }
              return apply(records);
            });

    assertThat(letters(outcomes)).isEqualTo("A");
  }

  @Test
  void send_refusedForLong_isResentAndUsesUpNoAttemptOfALostResponse() {
    options.waitForRecovery = ChronoUnit.FOREVER.getDuration();
    List<RecordOutcome> outcomes =
        send(
            batch(Profile.ofIdentity("ann")),
            records -> {
              if (calls % 50 != 0) {
                time.pass(CALL_TIMEOUT);
                throw REFUSED;
              }
              if (calls < 150) { // twice, of three attempts
                throw LOST;
              }
              return apply(records);
            });

    assertThat(letters(outcomes)).isEqualTo("A");
    assertThat(calls).isEqualTo(150);
  }

  @Test
  void send_refusedBetweenServerErrorsOfARecord_usesUpNoAttempt() {
    options.waitForRecovery = ChronoUnit.FOREVER.getDuration();
    List<RecordOutcome> outcomes =
        send(
            batch(Profile.ofIdentity("ann")),
            records -> {
              if (calls % 50 != 0) {
                time.pass(CALL_TIMEOUT);
                throw REFUSED;
              }
              return apply(records, calls < 150 ? Set.of(0) : Set.of());
            });

    assertThat(letters(outcomes)).isEqualTo("A");
  }

  @Test
  void send_refusedForLongerThanTheTimeToWait_failsAsDoesTheNextBatchAtOnce() {
    options.waitForRecovery = Duration.ofMinutes(10);
    LaneSender sender =
        sender(
            records -> {
              time.pass(Duration.ofMinutes(1));
              throw REFUSED;
            });

    assertThat(letters(sender.send(event("ann")))).isEqualTo("F");
    assertThat(calls).isBetween(8, 12);
    calls = 0;
    assertThat(letters(sender.send(event("bob")))).isEqualTo("F");
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void send_refusedBeforeAnyResponse_failsAtOnceUnlessToldToWait() {
    LaneSender sender =
        sender(
            records -> {
              if (calls != 2) {
                throw REFUSED;
              }
              return apply(records);
            });

    assertThat(letters(sender.send(event("ann")))).isEqualTo("F");
    assertThat(calls).isEqualTo(1);
    assertThat(letters(sender.send(event("ann")))).isEqualTo("A");
    assertThat(letters(sender.send(event("ann")))).isEqualTo("F");
    assertThat(calls).isGreaterThan(10);
  }

  @Test
  void send_stoppedWhileItWaitsForRecovery_fails() {
    options.waitForRecovery = ChronoUnit.FOREVER.getDuration();
    List<RecordOutcome> outcomes =
        send(
            event("ann"),
            records -> {
              stopped = calls == 3;
              throw REFUSED;
            });

    assertThat(letters(outcomes)).isEqualTo("F");
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void send_retryAfter_lengthensTheWaitAfter429AndAfterALostResponse() {
    Duration asked = Duration.ofSeconds(90);
    List<CleverTapException> failures =
        List.of(
            new TooManyRequestsException("429", 429, new byte[0], false, asked),
            new ServerException("503", 503, new byte[0], true, asked));
    long start = time.nanoTime();
    List<RecordOutcome> outcomes =
        send(
            batch(Profile.ofIdentity("ann")),
            records -> {
              assertThat(time.nanoTime() - start)
                  .isGreaterThanOrEqualTo(asked.multipliedBy(calls - 1).toNanos());
              if (calls <= failures.size()) {
                throw failures.get(calls - 1);
              }
              return apply(records);
            });

    assertThat(letters(outcomes)).isEqualTo("A");
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void send_responseThatCountsTooFew_isNotResent() {
    List<RecordOutcome> outcomes =
        send(
            batch(Profile.ofIdentity("ann"), Profile.ofIdentity("bob")),
            records ->
                response("{\"status\": \"success\", \"processed\": 1, \"unprocessed\": []}"));

    assertThat(letters(outcomes)).isEqualTo("FF");
    assertThat(outcomes).allMatch(outcome -> ((Failed) outcome).mayHaveBeenApplied());
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void send_anythingThrown_failsAsPossiblyApplied() {
    List<RecordOutcome> outcomes =
        send(
            event("ann"),
            records -> {
              throw new StackOverflowError();
            });

    assertThat(letters(outcomes)).isEqualTo("F");
    Failed failed = (Failed) outcomes.get(0);
    assertThat(failed.mayHaveBeenApplied()).isTrue();
    assertThat(failed.cause()).hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void send_anythingThrownInADryRun_failsAsNotApplied() {
    options.dryRun = true;
    List<RecordOutcome> outcomes =
        send(
            event("ann"),
            records -> {
              throw new StackOverflowError();
            });

    assertThat(((Failed) outcomes.get(0)).mayHaveBeenApplied()).isFalse();
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void send_responseToAnEventLost_isResentOnlyIfAskedTo() {
    Function<List<UploadRecord>, UploadResponse> server =
        records -> {
          if (calls == 1) {
            throw LOST;
          }
          return apply(records);
        };

    assertThat(letters(send(event("ann"), server))).isEqualTo("F");
    assertThat(calls).isEqualTo(1);
    calls = 0;
    options.retryAmbiguous = true;
    assertThat(letters(send(event("ann"), server))).isEqualTo("A");
    assertThat(calls).isEqualTo(2);
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

  private UploadResponse apply(List<UploadRecord> records) {
    return apply(records, Set.of());
  }

  /** Responds with 429 after this time. */
  private UploadResponse refuse(Duration after) {
    time.pass(after);
    throw new TooManyRequestsException("429", 429, new byte[0], false);
  }

  private static List<EncodedRecord> event(String user) {
    return batch(Event.named("Seen").identity(user));
  }

  private static boolean isOf(String user, List<UploadRecord> records) {
    return records.get(0) instanceof Identified record && user.equals(record.getIdentity());
  }

  private List<RecordOutcome> send(
      List<EncodedRecord> batch, Function<List<UploadRecord>, UploadResponse> server) {
    return sender(server).send(batch);
  }

  private LaneSender sender(Function<List<UploadRecord>, UploadResponse> server) {
    RetryPolicy retries = Batches.retries(3, time);
    UploadCall call =
        new UploadCall(
            (request, dryRun) -> {
              calls++;
              return server.apply(request.getRecords());
            },
            retries,
            false);
    return new LaneSender(
        call, new AdaptiveLimit(15, time), retries, options.build(), () -> stopped);
  }
}
