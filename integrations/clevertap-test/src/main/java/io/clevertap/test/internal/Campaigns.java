package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.CampaignIdRequest;
import io.clevertap.client.model.CampaignListRequest;
import io.clevertap.client.model.CampaignListResponse;
import io.clevertap.client.model.CampaignReport;
import io.clevertap.client.model.CampaignReportResponse;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.CampaignResponse;
import io.clevertap.client.model.CompletedResponse;
import io.clevertap.client.model.CqlQuery;
import io.clevertap.client.model.ErrorResponse;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.Account.Campaign;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates, lists, stops and reports campaigns. A campaign is pending until its time, in UTC, and
 * then completed. Every user of its audience got the message, and nobody clicked it.
 */
final class Campaigns {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd HH:mm");
  private static final String NOT_COMPLETED = "This target hasn't been completed";
  private static final List<HttpReply> NOT_READY =
      List.of(
          HttpReply.json(200, Json.write(failure(NOT_COMPLETED))),
          Replies.error(500, "This target has no result as of yet"),
          HttpReply.json(
              200, Json.write(failure(NOT_COMPLETED).status(StatusResponse.SUCCESS).code(200))),
          Replies.error(409, NOT_COMPLETED));

  private final Behaviour behaviour;
  private final Queries queries;
  private final AtomicInteger notReady = new AtomicInteger();

  Campaigns(Behaviour behaviour) {
    this.behaviour = behaviour;
    this.queries = new Queries(behaviour);
  }

  /** Creates a campaign, or estimates its audience: all users are on the first device. */
  HttpReply create(HttpCall call) throws JsonProcessingException {
    CampaignRequest request = Requests.read(call, CampaignRequest.class, Operation.CREATE_CAMPAIGN);
    int reach = reach(request);
    CampaignResponse response = new CampaignResponse().status(StatusResponse.SUCCESS);
    if (Boolean.TRUE.equals(request.isSkipEstimate())) {
      response.estimates(Map.of());
    } else {
      response.putEstimatesItem(platform(request), (long) reach);
    }
    Fault fault = behaviour.fault();
    if (fault.stores() && !Boolean.TRUE.equals(request.isEstimateOnly())) {
      response.id(behaviour.account().create(request, reach));
    }
    return Replies.of(fault, Json.write(response));
  }

  HttpReply list(HttpCall call) throws JsonProcessingException {
    CampaignListRequest request =
        Requests.read(call, CampaignListRequest.class, Operation.LIST_CAMPAIGNS);
    CampaignListResponse response =
        new CampaignListResponse().status(StatusResponse.SUCCESS).targets(List.of());
    response.targets(
        behaviour.account().campaigns().stream()
            .filter(campaign -> isWithin(scheduled(campaign), request))
            .map(Campaigns::listed)
            .toList());
    return Replies.of(behaviour.fault(), Json.write(response));
  }

  HttpReply stop(HttpCall call) throws JsonProcessingException {
    CampaignIdRequest request =
        Requests.read(call, CampaignIdRequest.class, Operation.STOP_CAMPAIGN);
    Fault fault = behaviour.fault();
    Campaign campaign = behaviour.account().campaign(request.getId()).orElse(null);
    if (campaign == null) {
      return Replies.of(fault, Json.write(failure("Invalid campaign id").code(400)));
    }
    if (fault.stores()) {
      behaviour.account().stop(campaign);
    }
    return Replies.of(fault, Json.write(new CompletedResponse().status(StatusResponse.SUCCESS)));
  }

  /** Reports a campaign. A report that is not ready has each of the known forms in turn. */
  HttpReply report(HttpCall call) throws JsonProcessingException {
    CampaignIdRequest request =
        Requests.read(call, CampaignIdRequest.class, Operation.GET_CAMPAIGN_REPORT);
    Campaign campaign = behaviour.account().campaign(request.getId()).orElse(null);
    Fault fault = behaviour.fault();
    if (campaign == null) {
      return Replies.of(fault, Json.write(failure("Invalid campaign id").code(400)));
    }
    if (fault == Fault.NONE && (behaviour.isNotReady() || isPending(campaign))) {
      return NOT_READY.get(notReady.getAndIncrement() % NOT_READY.size());
    }
    CampaignReport report = new CampaignReport().sent((long) campaign.reach()).clicked(0L);
    return Replies.of(
        fault,
        Json.write(new CampaignReportResponse().status(StatusResponse.SUCCESS).result(report)));
  }

  private int reach(CampaignRequest request) {
    if (request.getWhere() != null) {
      JsonNode where = Json.tree(request.getWhere());
      return queries.users(Json.as(CqlQuery.class, where)).size();
    }
    return behaviour.account().lists().stream()
        .filter(list -> list.id() == request.getSegment())
        .mapToInt(list -> list.users().size())
        .sum();
  }

  private static String platform(CampaignRequest request) {
    return request.getDevices() == null ? "web" : request.getDevices().get(0).getValue();
  }

  private static io.clevertap.client.model.Campaign listed(Campaign campaign) {
    return new io.clevertap.client.model.Campaign()
        .id(campaign.id())
        .name(campaign.request().getName())
        .scheduledOn(scheduled(campaign).format(TIME))
        .status(status(campaign));
  }

  static String status(Campaign campaign) {
    String status = isPending(campaign) ? "pending" : "completed";
    return campaign.stopped() ? "stopped" : status;
  }

  private static boolean isPending(Campaign campaign) {
    return !campaign.stopped() && scheduled(campaign).isAfter(LocalDateTime.now(ZoneOffset.UTC));
  }

  /** Returns the time of a campaign; that of one for now or with a schedule is its creation. */
  static LocalDateTime scheduled(Campaign campaign) {
    return String.valueOf(campaign.request().getWhen()).matches("[0-9]{8} [0-9:]{5}")
        ? LocalDateTime.parse(campaign.request().getWhen().toString(), TIME)
        : campaign.created();
  }

  private static boolean isWithin(LocalDateTime time, CampaignListRequest days) {
    int day = Integer.parseInt(time.format(DateTimeFormatter.BASIC_ISO_DATE));
    return days.getFrom() <= day && day <= days.getTo();
  }

  private static ErrorResponse failure(String reason) {
    return new ErrorResponse().status(StatusResponse.FAIL).error(reason);
  }
}
