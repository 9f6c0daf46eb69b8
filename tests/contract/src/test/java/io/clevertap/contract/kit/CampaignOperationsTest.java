package io.clevertap.contract.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.client.api.AccountApi;
import io.clevertap.client.api.CampaignsApi;
import io.clevertap.client.api.ListsApi;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.VariablesApi;
import io.clevertap.client.model.Campaign;
import io.clevertap.client.model.CampaignAudience;
import io.clevertap.client.model.CampaignChannel;
import io.clevertap.client.model.CampaignIdRequest;
import io.clevertap.client.model.CampaignListRequest;
import io.clevertap.client.model.CampaignReport;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.CampaignSchedule;
import io.clevertap.client.model.CreateVariablesRequest;
import io.clevertap.client.model.CustomList;
import io.clevertap.client.model.DeleteVariablesRequest;
import io.clevertap.client.model.DeleteVariablesResponse;
import io.clevertap.client.model.EmailContent;
import io.clevertap.client.model.EmailMessage;
import io.clevertap.client.model.GetVariablesRequest;
import io.clevertap.client.model.ListUploadUrlResponse;
import io.clevertap.client.model.Recipients;
import io.clevertap.client.model.SchemaEntry;
import io.clevertap.client.model.SchemaType;
import io.clevertap.client.model.VariableDefinition;
import io.clevertap.client.model.VariableType;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Campaigns, messages, lists and variables of the test kit's server, through the interfaces. */
@CleverTapServer
class CampaignOperationsTest {

  private static final CampaignListRequest ALL_DAYS =
      new CampaignListRequest().from(20200101).to(20991231);

  private CampaignsApi campaigns;

  @BeforeEach
  void upload(CleverTap cleverTap) {
    campaigns = cleverTap.api(CampaignsApi.class);
    cleverTap.upload(
        Profile.ofIdentity("u1").set("Customer Type", "Gold"),
        Event.named("Charged").identity("u1"),
        Profile.ofIdentity("u2"));
  }

  private static CampaignRequest email() {
    return new CampaignRequest()
        .name("Welcome")
        .targetMode(CampaignChannel.EMAIL)
        .where(new CampaignAudience())
        .content(new EmailContent().subject("Hi").body("<p>Hi</p>").senderName("Shop"))
        .when("now");
  }

  @Test
  void estimate_ofAQuery_countsItsUsersAndCreatesNothing(FakeCleverTap server) {
    CampaignRequest buyers =
        email()
            .where(new CampaignAudience().eventName("Charged").from(20200101).to(20991231))
            .estimateOnly(true);

    assertThat(campaigns.createCampaign(buyers).getEstimates()).isEqualTo(Map.of("web", 1L));
    assertThat(campaigns.createCampaign(email().estimateOnly(true)).getEstimates())
        .isEqualTo(Map.of("web", 2L));
    assertThat(campaigns.listCampaigns(ALL_DAYS).getTargets()).isEmpty();
    assertThat(server.messages()).isEmpty();
  }

  @Test
  void campaign_forNow_isListedAndReported(FakeCleverTap server) {
    long id = campaigns.createCampaign(email()).getId();

    assertThat(campaigns.listCampaigns(ALL_DAYS).getTargets())
        .singleElement()
        .isEqualTo(listed(id, "completed"));
    assertThat(campaigns.getCampaignReport(new CampaignIdRequest().id(id)).getResult())
        .isEqualTo(new CampaignReport().sent(2L).clicked(0L));
    assertThat(server.messages()).singleElement().isInstanceOf(CampaignRequest.class);
  }

  @Test
  void campaign_ofTheFuture_isPendingUntilItIsStopped() {
    long id = campaigns.createCampaign(email().when("20991231 10:00")).getId();
    assertThat(campaigns.listCampaigns(ALL_DAYS).getTargets())
        .containsExactly(listed(id, "pending").scheduledOn("20991231 10:00"));

    campaigns.stopCampaign(new CampaignIdRequest().id(id));
    campaigns.stopCampaign(new CampaignIdRequest().id(id)); // nothing happens

    assertThat(campaigns.listCampaigns(ALL_DAYS).getTargets())
        .containsExactly(listed(id, "stopped").scheduledOn("20991231 10:00"));
    assertThat(campaigns.listCampaigns(new CampaignListRequest().from(20200101).to(20991230)))
        .satisfies(others -> assertThat(others.getTargets()).isEmpty());
  }

  private Campaign listed(long id, String status) {
    Object scheduled = campaigns.listCampaigns(ALL_DAYS).getTargets().get(0).getScheduledOn();
    return new Campaign().id(id).name("Welcome").scheduledOn(scheduled).status(status);
  }

  @Test
  void campaign_withAQueryAndASegment_isInvalid(FakeCleverTap server) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> campaigns.createCampaign(email().segment(1L)))
        .withMessageContaining("has 2 of [where, segment]; exactly one must be set");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> campaigns.createCampaign(email().where(null)))
        .withMessageContaining("has 0 of [where, segment]; exactly one must be set");
    assertThat(server.messages()).isEmpty();
  }

  @Test
  void campaign_whoseContentOrTimeBreaksALimit_isInvalid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> campaigns.createCampaign(email().content(new EmailContent().body("x"))))
        .withMessageContaining("content.subject is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> campaigns.createCampaign(email().when("tomorrow")))
        .withMessageContaining("when (8 characters) is not now, or a time as yyyyMMdd HH:mm");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> campaigns.createCampaign(email().when(new CampaignSchedule())))
        .withMessageContaining("when.type is missing");
  }

  @Test
  void message_toAUser_isKept(FakeCleverTap server) {
    EmailMessage request =
        new EmailMessage()
            .to(new Recipients().addIdentityItem("u1"))
            .content(new EmailContent().subject("Hi").body("<p>Hi</p>").senderName("Shop"));

    assertThat(campaigns.sendEmail(request).getMessage()).contains("queue");
    assertThat(server.messages()).containsExactly(request);
  }

  @Test
  void list_ofAFileThatWasSent_isASegment(FakeCleverTap server, CleverTap cleverTap)
      throws Exception {
    ListsApi lists = cleverTap.api(ListsApi.class);
    ListUploadUrlResponse address = lists.getListUploadUrl();
    assertThat(put(address, "Type,Identity\ni,u1\ng,abc\n")).isEqualTo(200);
    CustomList request =
        new CustomList()
            .name("Buyers")
            .email("admin@example.com")
            .filename("buyers.csv")
            .creator("Asha")
            .url(address.getUploadUrl());

    Long segment = lists.completeListUpload(request).getSegmentId();

    assertThat(server.list("Buyers")).contains(List.of("u1", "abc"));
    assertThat(
            campaigns
                .createCampaign(email().where(null).segment(segment).estimateOnly(true))
                .getEstimates())
        .isEqualTo(Map.of("web", 2L));
    assertThatExceptionOfType(io.clevertap.exception.InvalidRequestException.class)
        .isThrownBy(() -> lists.completeListUpload(request))
        .satisfies(failure -> assertThat(failure.reason()).contains("duplicate_name"));
    assertThat(lists.completeListUpload(request.replace(true)).getStatus()).isEqualTo("success");
    server.expireCursors();
    assertThat(put(address, "Type,Identity\n")).isEqualTo(403);
  }

  private static int put(ListUploadUrlResponse address, String file) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.getUploadUrl()))
            .PUT(BodyPublishers.ofString(file))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void variables_definedAndDeleted_areReadInBetween(CleverTap cleverTap) {
    VariablesApi variables = cleverTap.api(VariablesApi.class);
    variables.createVariables(
        new CreateVariablesRequest()
            .putVariableDefinitionsItem(
                "max", new VariableDefinition().type(VariableType.NUMBER).defaultValue(10)));
    GetVariablesRequest ofUser = new GetVariablesRequest().identity("u1");

    assertThat(variables.getVariables(ofUser).getAdditionalProperties()).containsEntry("max", 10);
    assertThat(
            variables.deleteVariables(
                new DeleteVariablesRequest().variableNames(List.of("max", "none"))))
        .isEqualTo(
            new DeleteVariablesResponse()
                .status("success")
                .deletedVariables(List.of("max"))
                .problematicVariables(List.of("none")));
    assertThat(variables.getVariables(ofUser).getAdditionalProperties()).doesNotContainKey("max");
  }

  @Test
  void schema_ofTheAccount_namesWhatWasUploaded(CleverTap cleverTap) {
    AccountApi account = cleverTap.api(AccountApi.class);

    assertThat(account.getSchema(SchemaType.EVENTS).getEvents())
        .extracting(SchemaEntry::getName)
        .containsExactly("Charged");
    assertThat(account.getSchema(SchemaType.USER_PROPERTIES).getUserProperties())
        .extracting(SchemaEntry::getName)
        .containsExactly("customertype");
    assertThat(account.getSubscriptionGroups().getGroups()).isEmpty();
  }

  @Test
  void operations_thatCannotBeUndone_sayIt() {
    assertThat(Operation.values())
        .filteredOn(Operation::destroys)
        .contains(
            Operation.DELETE_PROFILES,
            Operation.DEMERGE_PROFILES,
            Operation.DISASSOCIATE,
            Operation.STOP_CAMPAIGN,
            Operation.DELETE_VARIABLES,
            Operation.COMPLETE_LIST_UPLOAD);
  }
}
