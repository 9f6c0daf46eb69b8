package io.clevertap.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.BulkProgress;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadSummary;
import io.clevertap.Uploadable;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.test.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BulkUploadTest extends BulkFixture {

  private final List<Rejected> rejected = new ArrayList<>();
  private final List<Failed> failed = new ArrayList<>();

  @Test
  void upload_stream_everyRecordIsStoredAndCounted() {
    UploadSummary summary =
        cleverTap.bulk().onRejected(rejected::add).upload(Numbered.profiles(5_000));

    assertThat(summary.accepted()).isEqualTo(5_000);
    assertThat(summary.allAccepted()).isTrue();
    assertThat(recording.stored()).hasSize(5_000).doesNotHaveDuplicates();
  }

  @Test
  void upload_parallelStream_keepsTheOrderOfEachUser() {
    cleverTap
        .bulk()
        .maxBatchRecords(10)
        .upload(IntStream.range(0, 500).parallel().mapToObj(i -> Numbered.profile(i, "ada")));

    assertThat(recording.stored()).hasSize(500).isSorted();
  }

  @Test
  void upload_stream_isClosed() {
    AtomicBoolean closed = new AtomicBoolean();

    cleverTap.bulk().upload(Numbered.profiles(1).onClose(() -> closed.set(true)));

    assertThat(closed).isTrue();
  }

  @Test
  void upload_manyRecords_noBatchIsLargerThanAllowed() {
    cleverTap.bulk().parallelism(1).upload(Numbered.profiles(2_500));

    assertThat(recording.batches()).extracting(JsonNode::size).containsExactly(1000, 1000, 500);
  }

  @Test
  void upload_fewerRecordsThanABatchMayContain_isOneCall() {
    cleverTap.bulk().upload(Numbered.profiles(900));

    assertThat(recording.batches()).extracting(JsonNode::size).containsExactly(900);
  }

  @Test
  void upload_tokensAmongProfiles_noBatchWithTokensIsLargerThanAllowed() {
    Stream<Numbered> records =
        IntStream.range(0, 1_500)
            .mapToObj(
                i -> i % 500 < 450 ? Numbered.profile(i, "u" + i) : Numbered.token(i, "d" + i));

    UploadSummary summary = cleverTap.bulk().parallelism(2).upload(records);

    assertThat(summary.accepted()).isEqualTo(1_500);
    assertThat(recording.batches())
        .filteredOn(batch -> batch.findValuesAsText("type").contains("token"))
        .isNotEmpty()
        .allMatch(batch -> batch.size() <= UploadRequest.MAX_TOKEN_RECORDS);
  }

  @Test
  void upload_byteLimit_noBatchIsLongerAndALongerRecordFailsByName() {
    Profile tooLong = Profile.ofIdentity("long");
    IntStream.range(0, 10).forEach(i -> tooLong.set("Text " + i, "x".repeat(400)));
    Stream<Uploadable> records = Stream.concat(Numbered.profiles(100), Stream.of(tooLong));

    UploadSummary summary =
        cleverTap.bulk().maxBatchBytes(2_000).parallelism(1).onFailed(failed::add).upload(records);

    assertThat(summary.accepted()).isEqualTo(100);
    assertThat(recording.batches()).allMatch(batch -> batch.toString().length() <= 2_000);
    assertThat(failed).singleElement().extracting(Failed::record).isSameAs(tooLong);
    assertThat(failed.get(0).mayHaveBeenApplied()).isFalse();
    assertThat(failed.get(0).cause())
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("Record 100")
        .hasMessageContaining("2000");
  }

  @Test
  void upload_invalidRecord_failsAloneAndIsNotSent() {
    Uploadable broken =
        () -> {
          throw new IllegalStateException("no record");
        };
    Stream<Uploadable> records =
        Stream.of(Numbered.profile(0, "a"), Profile.ofIdentity(" "), broken);

    UploadSummary summary = cleverTap.bulk().onFailed(failed::add).upload(records);

    assertThat(summary.accepted()).isEqualTo(1);
    assertThat(failed)
        .extracting(Failed::cause)
        .hasExactlyElementsOfTypes(InvalidRecordException.class, IllegalStateException.class);
  }

  @Test
  void upload_rejectedRecords_haveTheirReasons() {
    recording.refusing(
        number ->
            number % 100 == 0 ? Optional.of(RecordErrorCode.EMAIL_INVALID) : Optional.empty());

    UploadSummary summary =
        cleverTap.bulk().onRejected(rejected::add).upload(Numbered.profiles(1_000));

    assertThat(summary.rejected()).isEqualTo(10);
    assertThat(rejected)
        .allMatch(r -> ((Numbered) r.record()).number() % 100 == 0)
        .allMatch(r -> r.knownCode().equals(Optional.of(RecordErrorCode.EMAIL_INVALID)));
  }

  @Test
  void upload_serverErrorOfARecord_itAloneIsResent() {
    recording.refusing(once(3, RecordErrorCode.SERVER_ERROR));

    UploadSummary summary = cleverTap.bulk().parallelism(1).upload(Numbered.profiles(10));

    assertThat(summary.accepted()).isEqualTo(10);
    assertThat(recording.batches()).extracting(JsonNode::size).containsExactly(10, 1);
  }

  @Test
  void upload_serverErrorOfARecordThatALaterOneReplaced_bothAreResent() {
    recording.refusing(once(0, RecordErrorCode.SERVER_ERROR));

    UploadSummary summary =
        cleverTap.bulk().upload(Stream.of(Numbered.profile(0, "ada"), Numbered.profile(1, "ada")));

    assertThat(summary.accepted()).isEqualTo(2);
    assertThat(recording.stored()).containsExactly(1, 0, 1);
  }

  @Test
  void upload_serverErrorOfARecordBeforeOneThatMustNotBeResent_isRejected() {
    recording.refusing(once(0, RecordErrorCode.SERVER_ERROR));

    cleverTap
        .bulk()
        .onRejected(rejected::add)
        .upload(Stream.of(Numbered.profile(0, "ada"), Numbered.event(1, "ada")));

    assertThat(rejected).singleElement().matches(r -> ((Numbered) r.record()).number() == 0);
    assertThat(recording.stored()).containsExactly(1);
  }

  @Test
  void upload_responseLost_resendsOnlyRepeatableRecords() {
    recording.failing(first(Fault.RESET_AFTER_STORING));
    List<Numbered> records =
        List.of(
            Numbered.profile(0, "ada"),
            Numbered.event(1, "bob"),
            Numbered.profile(2, "eve"),
            Numbered.event(3, "eve"));

    UploadSummary summary = cleverTap.bulk().parallelism(1).onFailed(failed::add).upload(records);

    assertThat(summary.accepted()).isEqualTo(1);
    assertThat(summary.mayHaveBeenApplied()).isEqualTo(3);
    assertThat(failed).allMatch(Failed::mayHaveBeenApplied);
    assertThat(recording.stored()).containsExactly(0, 1, 2, 3, 0);
  }

  @Test
  void upload_responseLostAndRetryAmbiguous_resendsAllRecords() {
    recording.failing(first(Fault.RESET_AFTER_STORING));

    UploadSummary summary =
        cleverTap
            .bulk()
            .parallelism(1)
            .retryAmbiguous(true)
            .upload(List.of(Numbered.profile(0, "ada"), Numbered.event(1, "ada")));

    assertThat(summary.accepted()).isEqualTo(2);
    assertThat(recording.stored()).containsExactly(0, 1, 0, 1);
  }

  @Test
  void upload_progress_endsWithTheWholeCount() {
    List<BulkProgress> progress = new ArrayList<>();

    cleverTap.bulk().onProgress(progress::add).upload(Numbered.profiles(100));

    assertThat(progress.get(progress.size() - 1))
        .matches(last -> last.accepted() == 100 && last.inFlight() == 0)
        .matches(last -> last.recordsPerSecond() > 0);
  }

  @Test
  void upload_throttled_nothingFails() {
    AtomicInteger calls = new AtomicInteger();
    recording.failing(
        batch -> calls.incrementAndGet() % 5 == 0 ? Fault.TOO_MANY_REQUESTS : Fault.NONE);

    UploadSummary summary = cleverTap.bulk().maxBatchRecords(50).upload(Numbered.profiles(2_000));

    assertThat(summary.allAccepted()).isTrue();
    assertThat(recording.stored()).hasSize(2_000).doesNotHaveDuplicates();
  }

  @Test
  void bulk_optionsOutOfRange_areInvalid() {
    assertThatThrownBy(() -> cleverTap.bulk().parallelism(16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("15");
    assertThatThrownBy(() -> cleverTap.bulk().maxBatchRecords(1_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1000");
    assertThatThrownBy(() -> cleverTap.bulk().maxBatchBytes(10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cleverTap.bulk().linger(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Function<JsonNode, Fault> first(Fault fault) {
    AtomicBoolean done = new AtomicBoolean();
    return batch -> done.getAndSet(true) ? Fault.NONE : fault;
  }

  private static Function<Integer, Optional<RecordErrorCode>> once(
      int number, RecordErrorCode code) {
    AtomicBoolean done = new AtomicBoolean();
    return n -> n == number && !done.getAndSet(true) ? Optional.of(code) : Optional.empty();
  }
}
