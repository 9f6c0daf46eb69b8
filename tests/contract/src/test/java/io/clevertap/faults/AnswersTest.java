package io.clevertap.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.WireMockCleverTap.SUCCESS;
import static io.clevertap.faults.WireMockCleverTap.json;
import static io.clevertap.faults.WireMockCleverTap.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadResult;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.UnexpectedResponseException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The outcomes of the records after a 200, and responses of 200 that are not documented. */
@ExtendWith(Leaks.class)
class AnswersTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();

  private final Profile ann = Profile.ofIdentity("zq-ann").phone("+14155551234");
  private final Profile bob = Profile.ofIdentity("zq-bob").name("zq-Bob");
  private final Event seen = Event.named("Seen").identity("zq-ann").set("Price", 49.5);

  private CleverTap cleverTap;

  @BeforeEach
  void open() {
    cleverTap = SERVER.client().maxAttempts(1).build();
  }

  @AfterEach
  void close() {
    cleverTap.close();
  }

  @Test
  void upload_success_acceptsEachRecord() {
    SERVER.answersJson("{\"status\": \"success\", \"processed\": 2, \"unprocessed\": []}");

    UploadResult result = cleverTap.upload(ann, seen);

    assertThat(result.allAccepted()).isTrue();
    assertThat(result.accepted()).extracting(a -> a.record()).containsExactly(ann, seen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>zq</html>",
        "",
        "{}",
        "{\"status\":\"fail\",\"unprocessed\":[]}",
        "{\"status\":\"fail\",\"error\":\"zq\",\"code\":500}",
        "{\"status\":\"partial\",\"unprocessed\":[{\"code\":515}]}",
      })
  void validate_answerThatIsUnclear_neverSaysThatItMayHaveBeenApplied(String body) {
    SERVER.answersJson(body);
    try {
      assertThat(cleverTap.validate(ann, bob).failed())
          .hasSize(2)
          .noneMatch(Failed::mayHaveBeenApplied);
    } catch (CleverTapException e) {
      assertThat(e.outcomeUnknown()).isFalse();
      assertThat(e).hasMessageNotContaining("may have been applied");
    }
  }

  @Test
  void upload_partial_givesTheCallersOwnRecordsBack() {
    SERVER.answersJson(
        """
        {"status": "partial", "processed": 2, "unprocessed": [{"status": "fail", "code": 515,
          "error": "Email is not valid.Skipped record number : 2",
          "record": {"identity": "zq-bob", "type": "profile"}}]}\
        """);

    UploadResult result = cleverTap.upload(ann, bob, seen);

    assertThat(result.accepted()).extracting(a -> a.record()).containsExactly(ann, seen);
    Rejected rejected = result.rejected().get(0);
    assertThat(rejected.record()).isSameAs(bob);
    assertThat(rejected.code()).isEqualTo(515);
    assertThat(rejected.knownCode()).contains(RecordErrorCode.EMAIL_INVALID);
    assertThat(result.toString()).doesNotContain(Leaks.MARK);
  }

  @Test
  void upload_fail_rejectsEachNamedRecord() {
    SERVER.answersJson(
        """
        {"status": "fail", "processed": 0, "unprocessed": [
          {"code": 516, "error": "Skipped record number : 2"},
          {"code": 515, "error": "Skipped record number : 1"}]}\
        """);

    UploadResult result = cleverTap.upload(ann, bob);

    assertThat(result.rejected()).extracting(Rejected::code).containsExactly(515, 516);
    assertThat(result.allAccepted()).isFalse();
  }

  @Test
  void upload_echoWithoutNumberAndWithPhoneAsNumber_isMappedByContent() {
    SERVER.answersJson(
        """
        {"status": "partial", "unprocessed": [{"code": "520", "error": "Age is invalid.",
          "record": {"profileData": {"Phone": 14155551234}, "identity": "zq-ann",
            "type": "profile"}}]}\
        """);

    UploadResult result = cleverTap.upload(bob, ann);

    assertThat(result.rejected()).extracting(Rejected::record).containsExactly(ann);
    assertThat(result.rejected()).extracting(Rejected::code).containsExactly(520);
  }

  @Test
  void upload_entryThatNamesNoRecord_acceptsNothingByGuess() {
    SERVER.answersJson(
        """
        {"status": "partial", "processed": 1, "unprocessed": [
          {"code": 515, "error": "Skipped record number : 1"},
          {"code": 515, "error": "Email is not valid."}]}\
        """);

    UploadResult result = cleverTap.upload(ann, bob, seen);

    assertThat(result.accepted()).isEmpty();
    assertThat(result.rejected()).extracting(Rejected::record).containsExactly(ann);
    assertThat(result.failed())
        .hasSize(2)
        .allSatisfy(
            failed -> {
              assertThat(failed.mayHaveBeenApplied()).isTrue();
              assertThat(failed.cause()).isInstanceOf(UnexpectedResponseException.class);
              Leaks.assertNoneIn(failed.cause());
            });
  }

  @Test
  void upload_successThatCountsFewerRecordsThanWereSent_acceptsNothingByGuess() {
    SERVER.answersJson("{\"status\": \"success\", \"processed\": 2, \"unprocessed\": []}");

    UploadResult result = cleverTap.upload(ann, bob, seen);

    assertThat(result.failed())
        .hasSize(3)
        .allSatisfy(
            failed -> {
              assertThat(failed.mayHaveBeenApplied()).isTrue();
              assertThat(failed.cause()).isInstanceOf(UnexpectedResponseException.class);
            });
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void upload_numberThatContradictsTheEcho_rejectsTheEchoedRecord() {
    SERVER.answersJson(
        """
        {"status": "partial", "processed": 2, "unprocessed": [{"code": 515,
          "error": "Email is not valid.Skipped record number : 3",
          "record": {"identity": "zq-bob", "type": "profile", "profileData": {}}}]}\
        """);

    UploadResult result = cleverTap.upload(ann, bob, seen);

    assertThat(result.rejected()).extracting(Rejected::record).containsExactly(bob);
  }

  @Test
  void upload_failThatNamesOnlySome_acceptsNothingByGuess() {
    SERVER.answersJson(
        "{\"status\": \"fail\", \"unprocessed\": [{\"error\": \"Skipped record number : 1\"}]}");

    UploadResult result = cleverTap.upload(ann, bob);

    assertThat(result.rejected()).extracting(Rejected::record).containsExactly(ann);
    assertThat(result.failed()).extracting(f -> f.record()).containsExactly(bob);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\": \"fail\", \"processed\": 0, \"unprocessed\": []}",
        "{\"status\": \"fail\"}",
        "{\"status\": \"partial\", \"processed\": 1, \"unprocessed\": null}",
      })
  void upload_failWithoutUnprocessed_isAnErrorAndNotASuccess(String body) {
    SERVER.answersJson(body);

    UnexpectedResponseException e =
        failure(UnexpectedResponseException.class, () -> cleverTap.upload(ann));

    assertThat(e).hasMessageContaining("it lists no rejected record");
    assertThat(e.outcomeUnknown()).isTrue();
    assertThat(e.bodyStart()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"zq-text\"",
        "17",
        "{}",
        "{\"status\": null}",
        "{\"status\": \"queued\", \"unprocessed\": []}",
        "{\"status\": [\"success\"]}",
        "{\"status\": \"success\", \"unprocessed\": {}}",
        "{\"status\": \"partial\", \"unprocessed\": [null]}",
        "{\"status\": \"partial\", \"unprocessed\": [\"zq-ann\"]}",
        "{\"status\": \"partial\", \"unprocessed\": [{\"code\": \"zq-code\"}]}",
        "{\"status\": \"partial\", \"unprocessed\": [{\"code\": 99999999999}]}",
        "{\"status\": \"success\", \"processed\": 1, \"unpro",
        "{\"status\": \"success\"} {\"status\": \"fail\"}",
        "{\"status\": \"success\"}}",
        "<html><body>zq-502 Bad Gateway</body></html>",
        "\uFFFD\u0000",
      })
  void upload_200ThatIsNotTheDocumentedJson_isAnErrorWithTheBodysStart(String body) {
    SERVER.answersJson(body);

    UnexpectedResponseException e =
        failure(UnexpectedResponseException.class, () -> cleverTap.upload(ann));

    assertThat(e.status()).isEqualTo(200);
    assertThat(e.bodyStart()).isEqualTo(body);
    assertThat(e.outcomeUnknown()).isTrue();
    assertThat(e).hasMessageContaining("POST /1/upload at http://127.0.0.1").hasNoCause();
    assertThat(SERVER.requests()).hasSize(1);
  }

  @Test
  void upload_hugeWrongBody_keepsOnlyItsStart() {
    SERVER.answersJson("x".repeat(100_000));
    assertThat(failure(UnexpectedResponseException.class, () -> cleverTap.upload(ann)).bodyStart())
        .isEqualTo("x".repeat(2048));
  }

  @Test
  void upload_204_isAnError() {
    SERVER.answers(aResponse().withStatus(204));
    failure(UnexpectedResponseException.class, () -> cleverTap.upload(ann));
  }

  @Test
  void upload_charsetThatDoesNotExist_isAnError() {
    SERVER.answers(
        aResponse().withHeader("Content-Type", "application/json;charset=zq").withBody(SUCCESS));
    failure(UnexpectedResponseException.class, () -> cleverTap.upload(ann));
  }

  @Test
  void upload_unknownFieldsAndSpaces_areNoError() {
    SERVER.answersJson(
        """
        { "status" : "partial" , "new" : {"a": [1]} , "processed" : 0 , "unprocessed" : [
          { "code" : 999 , "new" : 1 , "error" : "Skipped record number : 1" } ] }\
        """);

    UploadResult result = cleverTap.upload(ann);

    assertThat(result.rejected()).extracting(Rejected::code).containsExactly(999);
    assertThat(result.rejected().get(0).knownCode()).isEmpty();
  }

  @Test
  void upload_successWithoutContentTypeOrCounts_isAccepted() {
    SERVER.answers(
        aResponse().withBody("{\"status\":\"success\"}"), json(SUCCESS), status(201, SUCCESS));
    assertThat(cleverTap.upload(ann).allAccepted()).isTrue();
    assertThat(cleverTap.upload(ann).allAccepted()).isTrue();
    assertThat(cleverTap.upload(ann).allAccepted()).isTrue();
  }

  @Test
  void upload_nothing_sendsNothing() {
    assertThat(cleverTap.upload(List.of()).outcomes()).isEmpty();
    assertThat(cleverTap.upload().allAccepted()).isTrue();
    assertThat(SERVER.requests()).isEmpty();
  }
}
