package io.clevertap.internal.upload;

import static io.clevertap.internal.upload.Batches.letters;
import static io.clevertap.internal.upload.Batches.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clevertap.ClientListener;
import io.clevertap.DeviceToken;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.Uploadable;
import io.clevertap.client.model.TokenType;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.http.FakeTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SingleUploadTest {

  private static final Profile ANN = Profile.ofIdentity("ann");
  private static final DeviceToken TOKEN = DeviceToken.of("device", TokenType.FCM, "token");
  private static final UploadResponse SUCCESS =
      response("{\"status\": \"success\", \"unprocessed\": []}");

  private final List<List<RecordOutcome>> settled = new ArrayList<>();

  @Test
  void prepare_callSucceeds_returnsTheOutcomesAndTellsTheListener() {
    List<RecordOutcome> outcomes = prepare(List.of(ANN, TOKEN), false, sent -> SUCCESS).get();

    assertThat(letters(outcomes)).isEqualTo("AA");
    assertThat(outcomes).extracting(RecordOutcome::record).containsExactly(ANN, TOKEN);
    assertThat(settled).containsExactly(outcomes);
  }

  @Test
  void prepare_callFails_throwsAndTellsTheListenerOfEachRecord() {
    TransportException lost = new TransportException("lost", null, true);
    Supplier<List<RecordOutcome>> call =
        prepare(
            List.of(ANN, TOKEN),
            false,
            sent -> {
              throw lost;
            });

    assertThatThrownBy(call::get).isSameAs(lost);
    assertThat(settled).containsExactly(List.of(new Failed(ANN, lost), new Failed(TOKEN, lost)));
  }

  @Test
  void prepare_dryRun_returnsTheOutcomesWithoutTellingTheListener() {
    assertThat(letters(prepare(List.of(ANN), true, sent -> SUCCESS).get())).isEqualTo("A");
    assertThat(settled).isEmpty();
  }

  @Test
  void prepare_noRecords_sendsNothing() {
    Supplier<List<RecordOutcome>> call =
        prepare(
            List.of(),
            false,
            sent -> {
              throw new AssertionError("sent");
            });

    assertThat(call.get()).isEmpty();
    assertThat(settled).isEmpty();
  }

  @Test
  void prepare_asManyRecordsAsACallMayContain_areSent() {
    assertThat(send(Collections.nCopies(UploadRequest.RECORDS_MAX_ITEMS, ANN))).hasSize(1000);
    assertThat(send(Collections.nCopies(UploadRequest.MAX_TOKEN_RECORDS, TOKEN))).hasSize(100);
  }

  @Test
  void prepare_oneRecordTooMany_throwsBeforeTheCall() {
    List<Uploadable> profiles = Collections.nCopies(UploadRequest.RECORDS_MAX_ITEMS + 1, ANN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prepare(profiles, false, sent -> SUCCESS))
        .withMessage("1001 records are too many for one call; the limit is 1000");
  }

  @Test
  void prepare_oneTokenAmongTooManyRecordsForTokens_throwsBeforeTheCall() {
    List<Uploadable> records =
        new ArrayList<>(Collections.nCopies(UploadRequest.MAX_TOKEN_RECORDS, ANN));
    records.add(TOKEN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prepare(records, false, sent -> SUCCESS))
        .withMessage("101 records are too many for one call with device tokens; the limit is 100");
  }

  private List<RecordOutcome> send(List<? extends Uploadable> records) {
    return prepare(records, false, sent -> SUCCESS).get();
  }

  private Supplier<List<RecordOutcome>> prepare(
      List<? extends Uploadable> records,
      boolean dryRun,
      Function<UploadRequest, UploadResponse> server) {
    UploadCall call =
        new UploadCall(
            (request, ignored) -> server.apply(request), Batches.retries(1, new FakeTime()), true);
    ClientListener listener =
        new ClientListener() {
          @Override
          public void settled(List<RecordOutcome> outcomes) {
            settled.add(outcomes);
          }
        };
    return new SingleUpload(call, true, listener).prepare(records, dryRun);
  }
}
