package io.clevertap.internal.upload;

import static io.clevertap.internal.upload.Batches.batch;
import static io.clevertap.internal.upload.Batches.letters;
import static io.clevertap.internal.upload.Batches.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.SupersededException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.FakeTime;
import io.clevertap.internal.record.EncodedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time limit and interrupts while records are resent after a server error (555). */
class UploadCallTest {

  private static final UploadResponse SUCCESS =
      response("{\"status\": \"success\", \"unprocessed\": []}");

  /** Leaves open what became of two records. */
  private static final UploadResponse UNCLEAR =
      response("{\"status\": \"success\", \"processed\": 1, \"unprocessed\": []}");

  private static final UploadResponse REJECTED =
      response(
          """
          {"status": "partial", "unprocessed": [
            {"code": 555, "error": "Skipped record number : 1"}]}\
          """);

  private static final UploadResponse BOTH_REJECTED =
      response(
          """
          {"status": "fail", "unprocessed": [
            {"code": 555, "error": "Skipped record number : 1"},
            {"code": 555, "error": "Skipped record number : 2"}]}\
          """);

  private final FakeTime time = new FakeTime();
  private final List<Long> millisLeft = new ArrayList<>();
  private final List<@Nullable Integer> dryRuns = new ArrayList<>();
  private boolean resendLost = true;
  private boolean dryRun;
  private final List<EncodedRecord> records =
      batch(Profile.ofIdentity("ann"), Profile.ofIdentity("bob"));

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void upload_everyRecordIsAccepted_isSentOnce() {
    assertThat(letters(upload(3, left -> SUCCESS))).isEqualTo("AA");
    assertThat(millisLeft).containsExactly(120_000L);
  }

  @Test
  void upload_555Always_staysWithinTheTimeOfTheCall() {
    List<RecordOutcome> outcomes =
        upload(
            1_000_000,
            left -> {
              assertThat(millisLeft).hasSizeLessThan(25); // or it would go on forever
              time.pass(Duration.ofMillis(Math.min(left, 5_000)));
              return REJECTED;
            });

    assertThat(letters(outcomes)).isEqualTo("RA");
    assertThat(millisLeft.get(0)).isEqualTo(120_000);
    assertThat(millisLeft).isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void upload_callerResendsLostResponses_hasNoTimeForAllAttempts() {
    resendLost = false;
    List<RecordOutcome> outcomes =
        upload(
            3,
            left -> {
              time.pass(Duration.ofHours(1));
              return millisLeft.size() < 3 ? REJECTED : SUCCESS;
            });

    assertThat(letters(outcomes)).isEqualTo("AA");
  }

  @Test
  void upload_dryRun_isAskedForAndAppliesNothing() {
    dryRun = true;
    List<RecordOutcome> outcomes = upload(1, left -> UNCLEAR);

    assertThat(letters(outcomes)).isEqualTo("FF");
    assertThat(outcomes).noneMatch(outcome -> ((Failed) outcome).mayHaveBeenApplied());
    assertThat(dryRuns).containsExactly(1);
  }

  @Test
  void upload_noDryRun_isNotAskedForAndMayHaveBeenApplied() {
    List<RecordOutcome> outcomes = upload(1, left -> UNCLEAR);

    assertThat(letters(outcomes)).isEqualTo("FF");
    assertThat(outcomes).allMatch(outcome -> ((Failed) outcome).mayHaveBeenApplied());
    assertThat(dryRuns).containsOnlyNulls();
  }

  @Test
  void upload_acceptedWhenResent_isNotSentAThirdTime() {
    List<RecordOutcome> outcomes = upload(5, left -> millisLeft.size() == 1 ? REJECTED : SUCCESS);

    assertThat(letters(outcomes)).isEqualTo("AA");
    assertThat(millisLeft).hasSize(2);
  }

  @Test
  void upload_interruptedBeforeTheRecordIsResent_leavesItRejectedAndKeepsTheFlag() {
    List<RecordOutcome> outcomes =
        upload(
            3,
            left -> {
              Thread.currentThread().interrupt();
              return REJECTED;
            });

    assertThat(letters(outcomes)).isEqualTo("RA");
    assertThat(millisLeft).hasSize(1);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void upload_anythingThrownWhenTheRecordIsSentAgain_leavesTheOthersTheirOutcomes() {
    RuntimeException unexpected = new IllegalStateException("closed");
    List<RecordOutcome> outcomes =
        upload(
            3,
            left -> {
              if (millisLeft.size() == 2) {
                throw unexpected;
              }
              return REJECTED;
            });

    assertThat(letters(outcomes)).isEqualTo("FA");
    Failed failed = (Failed) outcomes.get(0);
    assertThat(failed.cause()).hasCause(unexpected);
    assertThat(failed.mayHaveBeenApplied()).isTrue();
  }

  @Test
  void upload_resentWithALaterRecordAndCertainlyNotApplied_leavesTheLaterOneAccepted() {
    List<EncodedRecord> twoOfAnn =
        batch(Profile.ofIdentity("ann").age(1), Profile.ofIdentity("ann").age(2));
    List<RecordOutcome> outcomes =
        upload(
            twoOfAnn,
            3,
            left -> {
              if (millisLeft.size() == 1) {
                return REJECTED;
              }
              throw new TooManyRequestsException("429", 429, new byte[0], false);
            });

    assertThat(letters(outcomes)).isEqualTo("FA");
    assertThat(((Failed) outcomes.get(0)).mayHaveBeenApplied()).isFalse();
  }

  @Test
  void upload_resentWithALaterRecordAndBothRejectedWith555_leavesTheLaterOneAccepted() {
    List<EncodedRecord> twoOfAnn =
        batch(Profile.ofIdentity("ann").age(1), Profile.ofIdentity("ann").age(2));

    assertThat(
            letters(upload(twoOfAnn, 2, left -> millisLeft.size() == 1 ? REJECTED : BOTH_REJECTED)))
        .isEqualTo("RA");
  }

  @Test
  void upload_onlyTheEarlierRecordAppliedWhenResent_failsTheLaterOneAsSuperseded() {
    List<EncodedRecord> twoOfAnn =
        batch(Profile.ofIdentity("ann").age(1), Profile.ofIdentity("ann").age(2));
    UploadResponse secondRejected =
        response(
            """
            {"status": "partial", "unprocessed": [
              {"code": 555, "error": "Skipped record number : 2"}]}\
            """);

    List<RecordOutcome> outcomes =
        upload(twoOfAnn, 2, left -> millisLeft.size() == 1 ? REJECTED : secondRejected);

    assertThat(letters(outcomes)).isEqualTo("AF");
    assertThat(((Failed) outcomes.get(1)).cause()).isInstanceOf(SupersededException.class);
  }

  @Test
  void upload_anythingThrownByTheCall_saysThatItMayHaveBeenApplied() {
    RuntimeException unexpected = new IllegalStateException("a decorator's mistake");
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(
            () ->
                upload(
                    3,
                    left -> {
                      throw unexpected;
                    }))
        .withCause(unexpected)
        .satisfies(e -> assertThat(e.outcomeUnknown()).isTrue());
    assertThat(millisLeft).hasSize(1);
  }

  private interface Api {
    UploadResponse to(long millisLeft);
  }

  private List<RecordOutcome> upload(int maxAttempts, Api api) {
    return upload(records, maxAttempts, api);
  }

  private List<RecordOutcome> upload(List<EncodedRecord> records, int maxAttempts, Api api) {
    return new UploadCall(
            (request, asDryRun) -> {
              assertThat(request.getRecords()).isNotEmpty();
              dryRuns.add(asDryRun);
              long left = ((EncodedUploadRequest) request).millisLeft();
              millisLeft.add(left);
              return api.to(left);
            },
            Batches.retries(maxAttempts, time),
            resendLost)
        .upload(records, dryRun);
  }
}
