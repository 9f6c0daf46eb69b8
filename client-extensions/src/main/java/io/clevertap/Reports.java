package io.clevertap;

import io.clevertap.client.api.ReportsApi;
import io.clevertap.client.model.ActiveUsersRequest;
import io.clevertap.client.model.ActiveUsersResponse;
import io.clevertap.client.model.MessageReport;
import io.clevertap.client.model.MessageReportRequest;
import io.clevertap.client.model.MessageReportResponse;
import io.clevertap.client.model.PropertyType;
import io.clevertap.client.model.TopValuesGroup;
import io.clevertap.client.model.TopValuesRequest;
import io.clevertap.client.model.TopValuesResponse;
import io.clevertap.client.model.TrendGroup;
import io.clevertap.client.model.TrendType;
import io.clevertap.client.model.TrendsRequest;
import io.clevertap.client.model.TrendsResponse;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.Connection;
import io.clevertap.internal.api.Groups;
import io.clevertap.internal.record.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Numbers: active users, the most frequent values of properties, trends, and the messages that were
 * sent. Returned by {@link CleverTap#reports}. Each method throws {@link CleverTapException} when
 * the report failed, or is not ready within the call timeout.
 */
public final class Reports {

  private static final int DAYS_OF_A_CALL = 7; // took 6 s where it was measured; 90 days, 109 s
  private static final String GROUP = "group";

  private final Connection connection;

  Reports(Connection connection) {
    this.connection = connection;
  }

  /** Counts the users of the last five minutes. */
  public ActiveUsersResponse realTime() {
    return realTime(new ActiveUsersRequest());
  }

  /** Counts the users of the last five minutes, with the breakdowns that the request asks for. */
  public ActiveUsersResponse realTime(ActiveUsersRequest request) {
    return connection.api(ReportsApi.class).countActiveUsers(request);
  }

  /**
   * Counts the most frequent values of a property.
   *
   * @param query the event, and conditions
   * @param property the property of the event, its session or the user
   * @param values the maximum number of values
   * @return by the type of the values, such as {@code STR} or {@code NUMBER}, the count of each
   *     value or range of values, in CleverTap's order
   */
  public Map<String, Map<String, Long>> topValues(
      Query query, PropertyType type, String property, int values) {
    TopValuesGroup group = new TopValuesGroup().propertyType(type).name(property).topN(values);
    TopValuesRequest request = query.into(TopValuesRequest.class);
    return topValues(request.putGroupsItem(GROUP, group)).get(GROUP);
  }

  /**
   * Counts the most frequent values of several properties.
   *
   * @param request {@code query.into(TopValuesRequest.class)}, and the groups
   * @return the values of each group by its name, as {@link #topValues(Query, PropertyType, String,
   *     int)} returns those of one
   * @throws IllegalArgumentException when a group has the name of a field of the response
   */
  public Map<String, Map<String, Map<String, Long>>> topValues(TopValuesRequest request) {
    ReportsApi api = connection.api(ReportsApi.class);
    Groups groups = Groups.of(request.getGroups(), TopValuesResponse.class);
    TopValuesResponse response =
        connection
            .polling()
            .finished(
                () -> api.countTopValues(request), TopValuesResponse::getReqId, api::getTopValues);
    return groups.topValues(response.getAdditionalProperties());
  }

  /**
   * Counts an event for each day, week or month.
   *
   * @return the counts by day (yyyyMMdd), week (yyyyWW) or month (yyyyMM); those without an event
   *     may be missing
   */
  public SortedMap<String, BigDecimal> trends(Query query, TrendType type) {
    TrendsRequest request = query.into(TrendsRequest.class);
    return trends(request.putGroupsItem(GROUP, new TrendGroup().trendType(type))).get(GROUP);
  }

  /**
   * Counts an event, the users who did it, or the sum of a property, in several trends at once.
   *
   * @param request {@code query.into(TrendsRequest.class)}, the groups, and what is counted
   * @return the numbers of each group by its name, as {@link #trends(Query, TrendType)} returns
   *     those of one
   * @throws IllegalArgumentException when a group has the name of a field of the response
   */
  public Map<String, SortedMap<String, BigDecimal>> trends(TrendsRequest request) {
    ReportsApi api = connection.api(ReportsApi.class);
    Groups groups = Groups.of(request.getGroups(), TrendsResponse.class);
    TrendsResponse response =
        connection
            .polling()
            .finished(() -> api.countTrends(request), TrendsResponse::getReqId, api::getTrends);
    return groups.trends(response.getAdditionalProperties());
  }

  /**
   * Returns the messages of campaigns that started in a range of days, both included, those of the
   * dashboard too. CleverTap takes long for many days, so each call asks for a week.
   *
   * @throws IllegalArgumentException when the first day is after the last
   */
  public List<MessageReport> messages(LocalDate from, LocalDate to) {
    return messages(from, to, new MessageReportRequest());
  }

  /**
   * Returns messages of campaigns, as {@link #messages(LocalDate, LocalDate)} does.
   *
   * @param filter which of them; its days do not count
   */
  public List<MessageReport> messages(LocalDate from, LocalDate to, MessageReportRequest filter) {
    Days.requireOrder(from, to);
    ReportsApi api = connection.api(ReportsApi.class);
    List<MessageReport> messages = new ArrayList<>();
    for (LocalDate first = from; !first.isAfter(to); first = first.plusDays(DAYS_OF_A_CALL)) {
      LocalDate last = first.plusDays(DAYS_OF_A_CALL - 1);
      MessageReportRequest request =
          Json.convert(filter, MessageReportRequest.class)
              .from(Days.text(first))
              .to(Days.text(last.isAfter(to) ? to : last));
      MessageReportResponse response = api.reportMessages(request);
      if (response.getMessages() == null) {
        throw new UnexpectedResponseException("the report has no messages");
      }
      messages.addAll(response.getMessages());
    }
    return messages;
  }
}
