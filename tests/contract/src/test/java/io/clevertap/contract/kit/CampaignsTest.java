package io.clevertap.contract.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.Query;
import io.clevertap.UserId;
import io.clevertap.client.model.Campaign;
import io.clevertap.client.model.CampaignAudience;
import io.clevertap.client.model.CampaignChannel;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.EmailContent;
import io.clevertap.client.model.EmailMessage;
import io.clevertap.client.model.MessageChannel;
import io.clevertap.client.model.MessageReportRequest;
import io.clevertap.client.model.PushContent;
import io.clevertap.client.model.PushMessage;
import io.clevertap.client.model.Recipients;
import io.clevertap.client.model.SmsContent;
import io.clevertap.client.model.SmsMessage;
import io.clevertap.client.model.TriggerCampaignRequest;
import io.clevertap.client.model.WebPushContent;
import io.clevertap.client.model.WebPushMessage;
import io.clevertap.client.model.WhatsappContent;
import io.clevertap.client.model.WhatsappMessage;
import io.clevertap.client.model.WhatsappMessageType;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Campaigns and messages, as a user of the SDK sends them. */
@CleverTapServer
class CampaignsTest {

  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2099, 12, 31);
  private static final PushMessage PUSH =
      new PushMessage().content(new PushContent().title("Hi").body("Hello")).tagGroup("welcome");

  @BeforeEach
  void upload(CleverTap cleverTap) {
    cleverTap.upload(Event.named("Charged").identity("u1"), Profile.ofIdentity("u2"));
  }

  private static CampaignRequest toBuyers() {
    Query buyers = Query.event("Charged").between(FIRST, LAST);
    return new CampaignRequest()
        .name("Thanks")
        .targetMode(CampaignChannel.EMAIL)
        .where(buyers.into(CampaignAudience.class))
        .content(new EmailContent().subject("Thanks").body("<p>Thanks</p>").senderName("Shop"))
        .when("now");
  }

  @Test
  void create_ofACampaign_isListedReportedAndStopped(CleverTap cleverTap) {
    long id = cleverTap.campaigns().create(toBuyers()).getId();

    assertThat(cleverTap.campaigns().report(id).orElseThrow().getSent()).isEqualTo(1);
    cleverTap.campaigns().stop(id);
    assertThat(cleverTap.campaigns().list(FIRST, LAST))
        .singleElement()
        .extracting(Campaign::getId, Campaign::getName, Campaign::getStatus)
        .containsExactly(id, "Thanks", "stopped");
  }

  @Test
  void create_ofACampaign_isInTheReportOfMessages(CleverTap cleverTap) {
    long id = cleverTap.campaigns().create(toBuyers().addLabelsItem("thanks")).getId();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);

    assertThat(cleverTap.reports().messages(today.minusDays(20), today))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.getMessageId()).isEqualTo(id);
              assertThat(message.getChannel()).isEqualTo("Email");
              assertThat(message.getAdditionalProperties()).containsEntry("sent", 1);
            });
    MessageReportRequest others = new MessageReportRequest().addLabelItem("other");
    assertThat(cleverTap.reports().messages(today, today, others)).isEmpty();
    MessageReportRequest push = new MessageReportRequest().addChannelItem(MessageChannel.PUSH);
    assertThat(cleverTap.reports().messages(today, today, push)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"RESET_AFTER_STORING", "BAD_GATEWAY_AFTER_STORING", "HTML_AFTER_STORING", "CUT_OFF"})
  void create_whoseResponseIsLost_isNotRepeatedAndSaysWhereToLook(
      Fault lost, FakeCleverTap server, CleverTap cleverTap) {
    server.failNext(lost);

    assertThatExceptionOfType(CleverTapException.class)
        .isThrownBy(() -> cleverTap.campaigns().create(toBuyers()))
        .withMessageContaining("look with listCampaigns before you send it again")
        .satisfies(failure -> assertThat(failure.outcomeUnknown()).isTrue());
    assertThat(server.messages()).hasSize(1);
    assertThat(cleverTap.campaigns().list(FIRST, LAST)).hasSize(1);
  }

  @Test
  void create_thatWasCertainlyNotApplied_isRepeated(FakeCleverTap server, CleverTap cleverTap) {
    server.failNext(Fault.TOO_MANY_REQUESTS);

    assertThat(cleverTap.campaigns().create(toBuyers()).getId()).isPositive();
    assertThat(server.messages()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "SERVICE_UNAVAILABLE", "CUT_OFF", "BAD_GATEWAY_AFTER_STORING"})
  void estimate_whoseResponseIsLost_isRepeated(
      Fault lost, FakeCleverTap server, CleverTap cleverTap) {
    server.failNext(lost);

    assertThat(cleverTap.campaigns().estimate(toBuyers())).isEqualTo(Map.of("web", 1L));
    assertThat(server.messages()).isEmpty();
  }

  @Test
  void estimate_thatFails_neverSaysThatItMayHaveBeenApplied(
      FakeCleverTap server, CleverTap cleverTap) {
    server.failAll(Fault.INTERNAL_SERVER_ERROR);
    try (CleverTap once = cleverTap.toBuilder().maxAttempts(1).build()) {
      assertThatExceptionOfType(CleverTapException.class)
          .isThrownBy(() -> once.campaigns().estimate(toBuyers()))
          .satisfies(failure -> assertThat(failure.outcomeUnknown()).isFalse());
    }
  }

  @Test
  void estimate_ofAnInvalidContent_isInvalid(CleverTap cleverTap) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> cleverTap.campaigns().estimate(toBuyers().content(new EmailContent().body("x"))))
        .withMessageContaining("content.subject is missing");
  }

  @Test
  void create_ofAnEstimate_isInvalid(FakeCleverTap server, CleverTap cleverTap) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.campaigns().create(toBuyers().estimateOnly(true)));
    assertThat(server.messages()).isEmpty();
  }

  /** One of the forms is a 500; a client that repeats it would get the report. */
  @Test
  void report_inEachFormThatIsNotReady_isEmptyAndNotRepeated(
      FakeCleverTap server, CleverTap cleverTap) {
    long id = cleverTap.campaigns().create(toBuyers()).getId();
    server.notReady(4);

    assertThat(IntStream.range(0, 5).mapToObj(i -> cleverTap.campaigns().report(id).isPresent()))
        .containsExactly(false, false, false, false, true);
  }

  @Test
  void report_whoseResponseIsLost_isRepeated(FakeCleverTap server, CleverTap cleverTap) {
    long id = cleverTap.campaigns().create(toBuyers()).getId();
    server.failNext(Fault.INTERNAL_SERVER_ERROR, Fault.RESET);

    assertThat(cleverTap.campaigns().report(id)).isPresent();
  }

  @Test
  void campaign_thatDoesNotExist_isAFailure(CleverTap cleverTap) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> cleverTap.campaigns().report(1))
        .satisfies(failure -> assertThat(failure.reason()).contains("Invalid campaign id"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> cleverTap.campaigns().stop(1));
  }

  @Test
  void send_toUsersOfEachKind_namesThemAsCleverTapDoes(FakeCleverTap server, CleverTap cleverTap) {
    cleverTap
        .campaigns()
        .send(
            PUSH,
            UserId.identity("a"),
            UserId.identity("b"),
            UserId.email("c@example.com"),
            UserId.objectId("d"),
            UserId.facebookId("e"),
            UserId.googleId("f"));

    assertThat(server.messages())
        .containsExactly(
            new PushMessage()
                .content(PUSH.getContent())
                .tagGroup("welcome")
                .to(
                    new Recipients()
                        .identity(List.of("a", "b"))
                        .email(List.of("c@example.com"))
                        .objectId(List.of("d"))
                        .fbid(List.of("e"))
                        .gpid(List.of("f"))));
    assertThat(PUSH.getTo()).as("the message of the caller").isNull();
  }

  @Test
  void send_inEachChannel_isSent(FakeCleverTap server, CleverTap cleverTap) {
    UserId user = UserId.identity("u1");
    cleverTap
        .campaigns()
        .send(
            new EmailMessage()
                .content(new EmailContent().subject("Hi").body("<p>Hi</p>").senderName("Shop")),
            user);
    cleverTap.campaigns().send(new SmsMessage().content(new SmsContent().body("Hi")), user);
    cleverTap
        .campaigns()
        .send(new WebPushMessage().content(new WebPushContent().title("Hi").body("Hi")), user);
    cleverTap
        .campaigns()
        .send(
            new WhatsappMessage()
                .content(new WhatsappContent().messageType(WhatsappMessageType.TEMPLATE)),
            user);

    assertThat(server.messages())
        .extracting(Object::getClass)
        .containsExactly(
            EmailMessage.class, SmsMessage.class, WebPushMessage.class, WhatsappMessage.class);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.MATCH_ANY,
      names = {"(RESET|BAD_GATEWAY|HTML)_AFTER_STORING", "CUT_OFF"})
  void send_whoseResponseIsLost_isNotRepeated(
      Fault lost, FakeCleverTap server, CleverTap cleverTap) {
    server.failNext(lost);

    assertThatExceptionOfType(CleverTapException.class)
        .isThrownBy(() -> cleverTap.campaigns().send(PUSH, UserId.identity("u1")))
        .satisfies(failure -> assertThat(failure.outcomeUnknown()).isTrue());
    assertThat(server.messages()).hasSize(1);
  }

  @Test
  void send_toNobodyOrTooMany_isInvalid(FakeCleverTap server, CleverTap cleverTap) {
    UserId[] tooMany =
        IntStream.rangeClosed(0, Recipients.IDENTITY_MAX_ITEMS)
            .mapToObj(i -> i % 2 == 0 ? UserId.identity("u" + i) : UserId.objectId("o" + i))
            .toArray(UserId[]::new);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.campaigns().send(PUSH))
        .withMessage("There is no user");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.campaigns().send(PUSH, tooMany))
        .withMessage("There are 1001 users; send the message to at most 1000 at a time");
    assertThat(server.messages()).isEmpty();
  }

  @Test
  void trigger_ofACampaign_sendsTheValues(FakeCleverTap server, CleverTap cleverTap) {
    Map<String, ?> values = Map.of("products", List.of(Map.of("name", "Casio")));
    cleverTap.campaigns().trigger(1720000001L, values, UserId.identity("u1"));

    assertThat(server.messages())
        .singleElement()
        .isInstanceOfSatisfying(
            TriggerCampaignRequest.class,
            request -> {
              assertThat(request.getCampaignId()).isEqualTo("1720000001");
              assertThat(request.getTo().getIdentity()).containsExactly("u1");
              assertThat(request.getExternalTrigger()).isEqualTo(values);
            });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.campaigns().trigger(1, Map.of(), UserId.facebookId("x")))
        .withMessage(
            "UserId[Facebook id]: a trigger needs an identity, an email address or a CleverTap id");
  }

  @Test
  void list_fromAfterTo_isInvalid(CleverTap cleverTap) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.campaigns().list(LAST, FIRST))
        .withMessage("2099-12-31 is after 2020-01-01");
  }
}
