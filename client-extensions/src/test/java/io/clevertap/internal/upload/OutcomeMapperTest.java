package io.clevertap.internal.upload;

import static io.clevertap.internal.upload.Batches.batch;
import static io.clevertap.internal.upload.Batches.letters;
import static io.clevertap.internal.upload.Batches.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.record.EncodedRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeMapperTest {

  private static final String BOB =
      "{\"type\": \"profile\", \"identity\": \"bob\", \"profileData\": {\"Name\": \"Bob\"}}";
  private static final String BOB_ALTERED =
      "{\"type\": \"profile\", \"identity\": \"bob\", \"profileData\": {}}";
  private static final String SEEN =
      """
      {"type": "event", "identity": "ann", "evtName": "Seen", "evtData": {"Price": 49.5}}\
      """;

  private final Profile ann =
      Profile.ofIdentity("ann").phone("+14155551234").set("Tier", 1).set("Since", true);
  private final Profile bob = Profile.ofIdentity("bob").name("Bob");
  private final Event seen = Event.named("Seen").identity("ann").set("Price", 49.5);
  private final List<EncodedRecord> batch = batch(ann, bob, seen);

  @Test
  void map_success_acceptsEveryRecord() {
    assertThat(outcomes(batch, "success", "")).isEqualTo("AAA");
  }

  @Test
  void map_numberedEntry_rejectsThatRecordAndAcceptsTheRest() {
    List<RecordOutcome> outcomes =
        OutcomeMapper.map(
            batch,
            response(
                """
                {"status": "partial", "unprocessed": [
                  {"code": 515, "error": "Email is not valid.Skipped record number : 2"}]}\
                """),
            true);

    assertThat(letters(outcomes)).isEqualTo("ARA");
    Rejected rejected = (Rejected) outcomes.get(1);
    assertThat(rejected.record()).isSameAs(bob);
    assertThat(rejected.code()).isEqualTo(515);
    assertThat(rejected.knownCode()).contains(RecordErrorCode.EMAIL_INVALID);
    assertThat(rejected.reason()).startsWith("Email is not valid");
  }

  @Test
  void map_numbersInAnyOrder_rejectsThoseRecords() {
    assertThat(outcomes(batch, "partial", numbered(3), numbered(1))).isEqualTo("RAR");
  }

  @Test
  void map_everyRecordNumberedAndFail_rejectsAll() {
    assertThat(outcomes(batch, "fail", numbered(1), numbered(2), numbered(3))).isEqualTo("RRR");
  }

  @Test
  void map_failThatNamesOnlySome_failsTheRestAsUnknown() {
    List<RecordOutcome> outcomes =
        OutcomeMapper.map(batch, response(body("fail", numbered(2))), true);

    assertThat(letters(outcomes)).isEqualTo("FRF");
    assertThat(((Failed) outcomes.get(0)).cause())
        .hasMessageContaining("the status is fail, but the response does not list every record");
  }

  @Test
  void map_textThatMentionsAnotherNumberBefore_usesTheLast() {
    String error = "'Skipped record number : 1' is no name. Skipped record number : 2";
    assertThat(outcomes(batch, "partial", "{\"error\": \"" + error + "\"}")).isEqualTo("ARA");
  }

  @Test
  void map_noNumberAndEchoWithPhoneAsNumber_isFoundByContent() {
    String echo =
        """
        {"record": {"type": "profile", "identity": "ann",
          "profileData": {"Since": "true", "Tier": "1", "Phone": 14155551234}}}\
        """;
    assertThat(outcomes(batch, "partial", echo)).isEqualTo("RAA");
  }

  @Test
  void map_noNumberAndEchoWithMoreThanWasSent_isFoundByContent() {
    String echo =
        """
        {"record": {"type": "event", "identity": "ann", "evtName": "Seen", "ts": 1,
          "evtData": {"Price": 49.5, "added": "x"}}}\
        """;
    assertThat(outcomes(batch, "partial", echo)).isEqualTo("AAR");
  }

  @Test
  void map_noNumberAndAlteredContentOfAUsersOnlyRecord_isFoundByUser() {
    String echo =
        "{\"record\": {\"type\": \"profile\", \"identity\": \"bob\", \"profileData\": {}}}";
    assertThat(outcomes(batch, "partial", echo)).isEqualTo("ARA");
  }

  @Test
  void map_noNumberAndAlteredContentOfOneOfAUsersRecords_acceptsNothing() {
    List<EncodedRecord> twoOfAnn = batch(ann, Profile.ofIdentity("ann").name("Ann"), bob);
    String echo =
        "{\"record\": {\"type\": \"profile\", \"identity\": \"ann\", \"profileData\": {}}}";
    assertThat(outcomes(twoOfAnn, "partial", echo)).isEqualTo("FFF");
  }

  @Test
  void map_echoThatContainsASmallerRecordToo_rejectsTheEqualOne() {
    List<EncodedRecord> smallAndLarge = batch(bob, Profile.ofIdentity("bob").name("Bob").age(1));
    String echo =
        """
        {"record": {"type": "profile", "identity": "bob",
          "profileData": {"Name": "Bob", "Age": "1"}}}\
        """;
    assertThat(outcomes(smallAndLarge, "partial", echo)).isEqualTo("AR");
  }

  @Test
  void map_noNumberAndIdenticalRecords_rejectsAsManyAsAreNamed() {
    String echo =
        """
        {"record": {"type": "profile", "identity": "bob", "profileData": {"Name": "Bob"}}}\
        """;
    assertThat(outcomes(batch(bob, ann, bob), "partial", echo)).isEqualTo("RAA");
    assertThat(outcomes(batch(bob, ann, bob), "partial", echo, echo)).isEqualTo("RAR");
    assertThat(outcomes(batch(bob, ann, bob), "partial", echo, echo, echo)).isEqualTo("RFR");
  }

  @Test
  void map_numberOutOfRange_isFoundByContent() {
    String entry =
        """
        {"error": "Skipped record number : 4", "record": {"type": "profile", "identity": "bob",
          "profileData": {"Name": "Bob"}}}\
        """;
    assertThat(outcomes(batch, "partial", entry)).isEqualTo("ARA");
    assertThat(outcomes(batch, "partial", entry.replace(": 4", ": 0"))).isEqualTo("ARA");
  }

  @Test
  void map_numberOutOfRangeAndNoEcho_acceptsNothing() {
    assertThat(outcomes(batch, "partial", numbered(4))).isEqualTo("FFF");
    assertThat(outcomes(batch, "partial", numbered(1), numbered(0))).isEqualTo("RFF");
    String overflowing = "{\"error\": \"Skipped record number : 4294967297\"}";
    assertThat(outcomes(batch, "partial", overflowing)).isEqualTo("FFF");
  }

  @Test
  void map_sameNumberTwiceAndNoEchoes_acceptsNothing() {
    assertThat(outcomes(batch, "partial", numbered(1), numbered(1))).isEqualTo("FFF");
  }

  @Test
  void map_sameNumberTwice_goesByContent() {
    String ofSeen =
        """
        {"error": "Skipped record number : 1", "record": {"type": "event", "identity": "ann",
          "evtName": "Seen", "evtData": {"Price": 49.5}}}\
        """;
    String ofBob =
        """
        {"error": "Skipped record number : 1", "record": {"type": "profile", "identity": "bob",
          "objectId": null, "profileData": {}}}\
        """;
    assertThat(outcomes(batch, "partial", ofSeen, ofBob)).isEqualTo("ARR");
    assertThat(outcomes(batch, "partial", ofSeen, numbered(1))).isEqualTo("FFR");
  }

  @Test
  void map_sameEntryTwice_neverRejectsAnotherRecordOfTheUser() {
    List<EncodedRecord> twoOfAnn = batch(ann, Profile.ofIdentity("ann").name("Ann"));
    String echo =
        """
        {"record": {"type": "profile", "identity": "ann",
          "profileData": {"Phone": "+14155551234", "Tier": 1, "Since": true}}}\
        """;
    assertThat(outcomes(twoOfAnn, "partial", echo, echo)).isEqualTo("RF");
  }

  @Test
  void map_numberOfAnotherRecordThanTheEcho_goesByTheEcho() {
    assertThat(outcomes(batch, "partial", entry(2, SEEN))).isEqualTo("AAR");
    assertThat(outcomes(batch, "partial", entry(3, BOB_ALTERED))).isEqualTo("ARA");
    assertThat(outcomes(batch(bob, ann, bob), "partial", entry(2, BOB))).isEqualTo("RAA");
  }

  @Test
  void map_numberThatContradictsAnEchoOfNoRecord_acceptsNothing() {
    String eve = "{\"type\": \"profile\", \"identity\": \"eve\", \"profileData\": {}}";
    assertThat(outcomes(batch, "partial", entry(1, eve))).isEqualTo("FFF");
  }

  @Test
  void map_numberAndEchoThatFitsAnotherRecordOfTheUserBetter_acceptsNothing() {
    List<EncodedRecord> twoOfBob = batch(bob, Profile.ofIdentity("bob").age(200));
    String echo =
        """
        {"type": "profile", "identity": "bob", "profileData": {"Name": "Bob", "Age": 0}}\
        """;
    assertThat(outcomes(twoOfBob, "partial", entry(2, echo))).isEqualTo("FF");
  }

  @Test
  void map_numberAndAlteredEchoOfTheUser_goesByNumber() {
    List<EncodedRecord> twoOfBob = batch(bob, Profile.ofIdentity("bob").name("Bobby"));
    assertThat(outcomes(twoOfBob, "partial", entry(2, BOB_ALTERED))).isEqualTo("AR");
    assertThat(outcomes(twoOfBob, "partial", entry(2, "{}"))).isEqualTo("AR");
    assertThat(outcomes(twoOfBob, "partial", entry(2, "{\"error\": 1}"))).isEqualTo("AR");
  }

  @Test
  void map_sameEntryTwice_neverRejectsTheRecordsEqual() {
    String entry = entry(1, BOB);
    assertThat(outcomes(batch(bob, bob), "partial", entry, entry)).isEqualTo("RF");
    assertThat(outcomes(batch(bob, ann, bob), "partial", entry, entry)).isEqualTo("RFF");
  }

  @Test
  void map_identicalRecordsOneNumbered_rejectsBoth() {
    String unnumbered = "{\"record\": " + BOB + "}";
    assertThat(outcomes(batch(bob, ann, bob), "partial", unnumbered, entry(1, BOB)))
        .isEqualTo("RAR");
  }

  @Test
  void map_fewerProcessedThanWereSent_acceptsNoneThatIsNotListed() {
    assertThat(processed("success", 2)).isEqualTo("FFF");
    assertThat(processed("success", 0)).isEqualTo("FFF");
    assertThat(processed("partial", 1, numbered(2))).isEqualTo("FRF");
    assertThat(processed("partial", 0, numbered(1), numbered(2), numbered(3))).isEqualTo("RRR");
  }

  @Test
  void map_asManyProcessedAsAreNotListedOrMore_acceptsThem() {
    assertThat(processed("success", 3)).isEqualTo("AAA");
    assertThat(processed("partial", 2, numbered(2))).isEqualTo("ARA");
    assertThat(processed("partial", 3, numbered(2))).isEqualTo("ARA");
  }

  @Test
  void map_fewerProcessedThanWereSent_saysHowMany() {
    String body = "{\"status\": \"success\", \"processed\": 1, \"unprocessed\": []}";
    Failed failed = (Failed) OutcomeMapper.map(batch, response(body), true).get(0);

    assertThat(failed.mayHaveBeenApplied()).isTrue();
    assertThat(failed.cause())
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("of 3 records")
        .hasMessageContaining("counts 1");
  }

  @Test
  void map_entryThatNamesNoRecordOfTheBatch_acceptsNothingAndSaysSo() {
    List<RecordOutcome> outcomes =
        OutcomeMapper.map(
            batch,
            response(
                """
                {"status": "partial", "unprocessed": [
                  {"code": 515, "record": {"type": "profile", "identity": "eve"}}, {}]}\
                """),
            true);

    assertThat(letters(outcomes)).isEqualTo("FFF");
    Failed failed = (Failed) outcomes.get(0);
    assertThat(failed.record()).isSameAs(ann);
    assertThat(failed.mayHaveBeenApplied()).isTrue();
    assertThat(failed.cause())
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("2 rejected records")
        .hasMessageNotContaining("eve");
  }

  @Test
  void map_codeAsString_isReadAsNumber() {
    assertThat(rejected("{\"code\": \"516\", \"error\": \"Skipped record number : 1\"}").code())
        .isEqualTo(516);
  }

  @Test
  void map_unknownCode_isKeptAsNumber() {
    Rejected rejected = rejected("{\"code\": 599, \"error\": \"Skipped record number : 1\"}");
    assertThat(rejected.code()).isEqualTo(599);
    assertThat(rejected.knownCode()).isEmpty();
  }

  @Test
  void map_echoWithANumberThatIsTooLarge_isOnlyAnotherValue() {
    String echo = BOB.replace("\"Bob\"", "1e999");
    assertThat(outcomes(batch, "partial", entry(2, echo))).isEqualTo("ARA");
  }

  @Test
  void map_missingCode_isZero() {
    Rejected rejected = rejected("{\"error\": \"Skipped record number : 1\"}");
    assertThat(rejected.code()).isZero();
    assertThat(rejected.knownCode()).isEmpty();
  }

  @Test
  void map_missingText_isEmptyReason() {
    String echo = "{\"code\": 515, \"record\": {\"type\": \"profile\", \"identity\": \"ann\"}}";
    assertThat(rejected(echo).reason()).isEmpty();
  }

  private Rejected rejected(String entry) {
    return (Rejected) OutcomeMapper.map(batch(ann), response(body("fail", entry)), true).get(0);
  }

  private static String outcomes(List<EncodedRecord> batch, String status, String... entries) {
    return letters(OutcomeMapper.map(batch, response(body(status, entries)), true));
  }

  private String processed(String status, int processed, String... entries) {
    String body = body(status, entries).replace("{\"status\"", "{\"processed\": %d, \"status\"");
    return letters(OutcomeMapper.map(batch, response(body.formatted(processed)), true));
  }

  private static String entry(int number, String echo) {
    return "{\"code\": 515, \"error\": \"Skipped record number : %d\", \"record\": %s}"
        .formatted(number, echo);
  }

  private static String body(String status, String... entries) {
    return "{\"status\": \"%s\", \"unprocessed\": [%s]}"
        .formatted(status, String.join(",", entries));
  }

  private static String numbered(int number) {
    return "{\"code\": 515, \"error\": \"Skipped record number : " + number + "\"}";
  }
}
