package io.clevertap;

import io.clevertap.client.api.CampaignsApi;
import io.clevertap.client.api.LimitException;
import io.clevertap.client.model.Campaign;
import io.clevertap.client.model.CampaignIdRequest;
import io.clevertap.client.model.CampaignListRequest;
import io.clevertap.client.model.CampaignReport;
import io.clevertap.client.model.CampaignReportResponse;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.CampaignResponse;
import io.clevertap.client.model.EmailMessage;
import io.clevertap.client.model.PushMessage;
import io.clevertap.client.model.SmsMessage;
import io.clevertap.client.model.TriggerCampaignRequest;
import io.clevertap.client.model.WebPushMessage;
import io.clevertap.client.model.WhatsappMessage;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.NotReadyException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.Connection;
import io.clevertap.internal.api.Addressees;
import io.clevertap.internal.record.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Messages to users: campaigns for an audience, and single messages. Returned by {@link
 * CleverTap#campaigns}.
 *
 * <p>What sends messages is sent to CleverTap once, and never again after a lost response, because
 * a repeated request sends the messages again. {@link CleverTapException#outcomeUnknown} returns
 * whether CleverTap may have received it.
 */
public final class Campaigns {

  private final Connection connection;

  Campaigns(Connection connection) {
    this.connection = connection;
  }

  /**
   * Creates a campaign, which sends messages to all users of its audience. When the outcome of a
   * failed call is unknown, look for the campaign with {@link #list} before you create it again.
   *
   * @param request the campaign, for the users of a query ({@code where(query.into(
   *     CampaignAudience.class))}; an empty audience is <b>everybody</b>) or of a segment
   * @return the id of the campaign, and how many users it reaches
   * @throws IllegalArgumentException when the request is invalid, or is an estimate; nothing was
   *     sent
   * @throws CleverTapException when the call failed
   */
  public CampaignResponse create(CampaignRequest request) {
    if (Boolean.TRUE.equals(request.isEstimateOnly())) {
      throw new IllegalArgumentException("The request is for an estimate; use estimate(request)");
    }
    CampaignResponse created = api().createCampaign(request);
    if (created.getId() == null) {
      throw undocumented(
          "The response has no id; the campaign may have been created: look for it with list",
          created,
          true);
    }
    return created;
  }

  /**
   * Returns how many users a campaign would reach, and creates nothing.
   *
   * @return the number of users on each platform; {@code web} for emails and text messages
   * @throws IllegalArgumentException when the request is invalid
   * @throws CleverTapException when the call failed
   */
  public Map<String, Long> estimate(CampaignRequest request) {
    CampaignRequest estimate =
        Json.convert(request, CampaignRequest.class)
            .content(request.getContent()) // the models that the conversion makes maps of
            .when(request.getWhen())
            .estimateOnly(true)
            .skipEstimate(null);
    CampaignResponse response = api().createCampaign(estimate);
    if (response.getEstimates() == null) {
      throw undocumented("The response has no estimates", response, false);
    }
    return response.getEstimates();
  }

  /**
   * Returns the campaigns that are scheduled in a range of days, both included; days may be in the
   * future. Only campaigns that were created through the API have been seen to be listed; {@link
   * Reports#messages} contains all.
   *
   * @throws IllegalArgumentException when the first day is after the last
   * @throws CleverTapException when the call failed
   */
  public List<Campaign> list(LocalDate from, LocalDate to) {
    Days.requireOrder(from, to);
    CampaignListRequest days =
        new CampaignListRequest().from(Days.number(from)).to(Days.number(to));
    return Objects.requireNonNullElse(api().listCampaigns(days).getTargets(), List.of());
  }

  /**
   * <b>Cannot be undone.</b> Stops a campaign. Nothing happens when it is stopped already.
   *
   * @throws CleverTapException when the call failed, such as for an unknown campaign
   */
  public void stop(long id) {
    api().stopCampaign(new CampaignIdRequest().id(id));
  }

  /**
   * Returns the numbers of a campaign.
   *
   * @return the report; empty while CleverTap has none
   * @throws CleverTapException when the call failed, such as for an unknown campaign
   */
  public Optional<CampaignReport> report(long id) {
    CampaignReportResponse response;
    try {
      response = api().getCampaignReport(new CampaignIdRequest().id(id));
    } catch (NotReadyException e) {
      return Optional.empty();
    }
    if (response.getResult() == null) {
      throw undocumented("The response has no report", response, false);
    }
    return Optional.of(response.getResult());
  }

  /**
   * Sends a push message to users. CleverTap queues it, and does not say which users exist.
   *
   * @param message the content and options; its {@code to} is replaced
   * @param users users of any kind of identifier
   * @throws IllegalArgumentException when there is no user or too many, or the message is invalid;
   *     nothing was sent
   * @throws CleverTapException when the call failed
   */
  public void send(PushMessage message, UserId... users) {
    PushMessage request = Json.convert(message, PushMessage.class);
    api().sendPush(request.to(Addressees.of(users)));
  }

  /** Sends an email to users, as {@link #send(PushMessage, UserId...)} does. */
  public void send(EmailMessage message, UserId... users) {
    EmailMessage request = Json.convert(message, EmailMessage.class);
    api().sendEmail(request.to(Addressees.of(users)));
  }

  /** Sends a text message to users, as {@link #send(PushMessage, UserId...)} does. */
  public void send(SmsMessage message, UserId... users) {
    SmsMessage request = Json.convert(message, SmsMessage.class);
    api().sendSms(request.to(Addressees.of(users)));
  }

  /** Sends a web push message to users, as {@link #send(PushMessage, UserId...)} does. */
  public void send(WebPushMessage message, UserId... users) {
    WebPushMessage request = Json.convert(message, WebPushMessage.class);
    api().sendWebPush(request.to(Addressees.of(users)));
  }

  /**
   * Sends a WhatsApp message to users, as {@link #send(PushMessage, UserId...)} does. CleverTap
   * does not document the operation; it was only seen to work.
   */
  public void send(WhatsappMessage message, UserId... users) {
    WhatsappMessage request = Json.convert(message, WhatsappMessage.class);
    api().sendWhatsapp(request.to(Addressees.of(users)));
  }

  /**
   * Triggers a campaign of the kind External Trigger for users.
   *
   * @param id the id of the campaign, which is published in the dashboard
   * @param values what its messages contain as {@code ExternalTrigger}; may be nested
   * @param users identities, email addresses and CleverTap ids
   * @throws IllegalArgumentException when there is no user or too many, or one has another kind of
   *     identifier; nothing was sent
   * @throws CleverTapException when the call failed
   */
  public void trigger(long id, Map<String, ?> values, UserId... users) {
    TriggerCampaignRequest request =
        new TriggerCampaignRequest().campaignId(Long.toString(id)).to(Addressees.ofTrigger(users));
    values.forEach(request::putExternalTriggerItem);
    api().triggerCampaign(request);
  }

  private CampaignsApi api() {
    return connection.api(CampaignsApi.class);
  }

  private static UnexpectedResponseException undocumented(
      String problem, Object response, boolean outcomeUnknown) {
    byte[] body;
    try {
      body = Json.write(response);
    } catch (LimitException e) {
      throw new IllegalStateException(e); // cannot happen: it was read from JSON
    }
    return new UnexpectedResponseException(problem, 200, body, outcomeUnknown);
  }
}
