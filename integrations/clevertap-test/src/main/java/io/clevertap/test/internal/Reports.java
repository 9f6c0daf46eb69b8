package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.ActiveUsersRequest;
import io.clevertap.client.model.ActiveUsersResponse;
import io.clevertap.client.model.CqlQuery;
import io.clevertap.client.model.MessageReport;
import io.clevertap.client.model.MessageReportRequest;
import io.clevertap.client.model.MessageReportResponse;
import io.clevertap.client.model.PropertyType;
import io.clevertap.client.model.TopValuesRequest;
import io.clevertap.client.model.TrendGroup;
import io.clevertap.client.model.TrendType;
import io.clevertap.client.model.TrendsRequest;
import io.clevertap.test.internal.Account.Campaign;
import io.clevertap.test.internal.Stored.Occurrence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Responds to reports about the stored events, and about campaigns. */
final class Reports {

  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("dd MMM, yyyy HH:mm:ss", Locale.ENGLISH);
  private static final String STATUS = "status";

  private final Behaviour behaviour;

  Reports(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Counts all users as active. */
  HttpReply activeUsers(HttpCall call) throws JsonProcessingException {
    Requests.read(call, ActiveUsersRequest.class, Operation.COUNT_ACTIVE_USERS);
    ActiveUsersResponse response =
        new ActiveUsersResponse()
            .status(StatusResponse.SUCCESS)
            .count((long) behaviour.users().size())
            .lastProcessedTs(Instant.now().getEpochSecond());
    return Replies.of(behaviour.fault(), Json.write(response));
  }

  /** Reports the message of each campaign; every delivery counts as one for single messages. */
  HttpReply messages(HttpCall call) throws JsonProcessingException {
    MessageReportRequest request =
        Requests.read(call, MessageReportRequest.class, Operation.REPORT_MESSAGES);
    List<MessageReport> messages =
        behaviour.account().campaigns().stream()
            .filter(campaign -> isWithin(Campaigns.scheduled(campaign), request))
            .filter(campaign -> isAmong(request.getLabel(), campaign.request().getLabels()))
            .map(Reports::message)
            .filter(message -> matches(request.getChannel(), message.getChannel()))
            .filter(
                message ->
                    matches(request.getStatus(), message.getAdditionalProperties().get(STATUS)))
            .toList();
    MessageReportResponse response =
        new MessageReportResponse()
            .status(StatusResponse.SUCCESS)
            .totalResults((long) messages.size())
            .messages(messages);
    return Replies.of(behaviour.fault(), Json.write(response));
  }

  private static MessageReport message(Campaign campaign) {
    String channel = campaign.request().getTargetMode().getValue();
    return new MessageReport()
        .messageId(campaign.id())
        .messageName(campaign.request().getName())
        .channel(channel.substring(0, 1).toUpperCase(Locale.ROOT) + channel.substring(1))
        .startDate(Campaigns.scheduled(campaign).format(START))
        .putAdditionalProperty(STATUS, Campaigns.status(campaign))
        .putAdditionalProperty("sent", campaign.reach())
        .putAdditionalProperty("clicked", 0);
  }

  private static boolean isWithin(LocalDateTime start, MessageReportRequest request) {
    String day = start.format(DateTimeFormatter.BASIC_ISO_DATE);
    return request.getFrom().compareTo(day) <= 0 && day.compareTo(request.getTo()) <= 0;
  }

  private static boolean isAmong(@Nullable List<String> wanted, @Nullable List<String> labels) {
    return wanted == null || labels != null && labels.stream().anyMatch(wanted::contains);
  }

  private static boolean matches(@Nullable List<?> wanted, @Nullable Object value) {
    return wanted == null
        || wanted.stream().anyMatch(any -> any.toString().equalsIgnoreCase("" + value));
  }

  /** Counts the values of event properties and of profile properties. */
  JsonNode topValues(HttpCall call) throws JsonProcessingException {
    TopValuesRequest request =
        Requests.read(call, TopValuesRequest.class, Operation.COUNT_TOP_VALUES);
    ObjectNode response = success();
    request
        .getGroups()
        .forEach(
            (name, group) -> {
              Map<String, Long> counts = new TreeMap<>();
              boolean ofEvent = group.getPropertyType() == PropertyType.EVENT_PROPERTIES;
              for (Stored user : users(query(request))) {
                JsonNode profile = Json.tree(user.profile().getProfileData());
                for (Occurrence event : Conditions.events(user, query(request))) {
                  JsonNode value =
                      ofEvent
                          ? Json.tree(event.event().getEventData()).path(group.getName())
                          : profile.path(RecordRules.normalised(group.getName()));
                  if (!value.isMissingNode()) {
                    counts.merge(value.asText(), 1L, Long::sum);
                  }
                }
              }
              response.putObject(name).set("STR", Json.tree(counts));
            });
    return response;
  }

  JsonNode trends(HttpCall call) throws JsonProcessingException {
    TrendsRequest request = Requests.read(call, TrendsRequest.class, Operation.COUNT_TRENDS);
    CqlQuery query = query(request);
    ObjectNode response = success();
    for (Map.Entry<String, TrendGroup> group : request.getGroups().entrySet()) {
      Map<String, Long> counts = new TreeMap<>();
      users(query).stream()
          .flatMap(user -> Conditions.events(user, query).stream())
          .forEach(
              event -> counts.merge(period(group.getValue().getTrendType(), event), 1L, Long::sum));
      response.set(group.getKey(), Json.tree(counts));
    }
    return response;
  }

  private List<Stored> users(CqlQuery query) {
    return new Queries(behaviour).users(query);
  }

  private static String period(TrendType type, Occurrence event) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(event.time()), ZoneOffset.UTC);
    return switch (type) {
      case DAILY -> day.format(DateTimeFormatter.BASIC_ISO_DATE);
      case WEEKLY ->
          "%d%02d"
              .formatted(
                  day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTHLY -> day.format(DateTimeFormatter.ofPattern("yyyyMM"));
    };
  }

  private static ObjectNode success() {
    return (ObjectNode) Json.tree(Map.of("status", StatusResponse.SUCCESS));
  }

  private static CqlQuery query(Object request) {
    return Json.as(CqlQuery.class, Json.tree(request));
  }
}
