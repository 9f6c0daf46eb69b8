package io.clevertap;

import io.clevertap.client.model.AdvancedQuery;
import io.clevertap.client.model.AnyEventClause;
import io.clevertap.client.model.CountOperator;
import io.clevertap.client.model.CqlQuery;
import io.clevertap.client.model.EventClause;
import io.clevertap.client.model.FilterOperator;
import io.clevertap.client.model.ProfileFilters;
import io.clevertap.client.model.PropertyType;
import io.clevertap.client.model.QueryFilter;
import io.clevertap.internal.record.Json;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A query for events or for users, in CleverTap's query language: exports, counts and reports share
 * it. Immutable; each method returns a new query. All conditions must hold.
 *
 * <pre>{@code
 * Query buyers = Query.event("Charged")
 *     .between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31))
 *     .where("Amount", FilterOperator.GREATER_THAN, 100);
 * }</pre>
 */
public final class Query {

  private final CqlQuery parts; // never changed, and never handed out

  private Query(CqlQuery parts) {
    this.parts = parts;
  }

  /**
   * Returns a query for an event. It needs {@link #between}, too.
   *
   * @param name the name of the event; unlike in an upload, case and spaces matter
   */
  public static Query event(String name) {
    Objects.requireNonNull(name, "name");
    return new Query(new CqlQuery().eventName(name));
  }

  /** Returns a query for users, whatever they did; it needs at least one condition. */
  public static Query users() {
    return new Query(new CqlQuery());
  }

  /**
   * Limits the event to a range of days, both included, in the time zone of the CleverTap project.
   *
   * @throws IllegalArgumentException when the first day is after the last
   */
  public Query between(LocalDate from, LocalDate to) {
    Days.requireOrder(from, to);
    return with(query -> query.from(Days.number(from)).to(Days.number(to)));
  }

  /**
   * Adds a condition on a property of the event.
   *
   * @param values texts, numbers and booleans, or collections of them, any of which may hold; none
   *     for {@code EXISTS} and {@code DOES_NOT_EXIST}
   * @throws IllegalArgumentException when a value is of another type, or none is given where the
   *     operator needs one
   */
  public Query where(String property, FilterOperator operator, Object... values) {
    return where(PropertyType.EVENT_PROPERTIES, property, operator, values);
  }

  /**
   * Adds a condition on a property of the event, of its session or of the user's profile; see
   * {@link #where(String, FilterOperator, Object...)}.
   *
   * @throws IllegalArgumentException also for {@code GEO_FIELDS}; use {@link #livingIn}
   */
  public Query where(
      PropertyType type, String property, FilterOperator operator, Object... values) {
    QueryFilter filter = new QueryFilter().name(property).operator(operator);
    List<Object> plain = Arrays.stream(values).flatMap(Query::plain).toList();
    boolean needsNone =
        operator == FilterOperator.EXISTS || operator == FilterOperator.DOES_NOT_EXIST;
    if (plain.isEmpty() != needsNone) {
      throw new IllegalArgumentException(
          "The operator %s needs %s".formatted(operator, needsNone ? "no value" : "a value"));
    }
    if (!plain.isEmpty()) {
      filter.value(plain.size() == 1 ? plain.get(0) : plain);
    }
    return switch (type) {
      case EVENT_PROPERTIES -> with(query -> query.addEventPropertiesItem(filter));
      case SESSION_PROPERTIES -> with(query -> query.addSessionPropertiesItem(filter));
      case PROFILE_FIELDS -> ofUser(user -> user.addProfileFieldsItem(filter));
      case DEMOGRAPHICS -> ofUser(user -> user.addDemographicsItem(filter));
      case TECHNOGRAPHICS -> ofUser(user -> user.addTechnographicsItem(filter));
      case APP_FIELDS -> ofUser(user -> user.addAppFieldsItem(filter));
      case REACHABILITY -> ofUser(user -> user.addReachabilityItem(filter));
      case GEO_FIELDS -> throw new IllegalArgumentException("Use livingIn for a place");
    };
  }

  /**
   * Adds a place where the users may be; with several, any of them may hold.
   *
   * @param regionAndCity none, the region, or the region and the city
   */
  public Query livingIn(String country, String... regionAndCity) {
    List<String> place = new ArrayList<>(List.of(country));
    place.addAll(List.of(regionAndCity));
    return ofUser(user -> user.addGeoFieldsItem(place));
  }

  /**
   * Adds another event that the users did.
   *
   * @param event has an event, its days, and conditions on its properties alone
   */
  public Query did(Query event) {
    EventClause clause = event.clause();
    return others(others -> others.addDidAllItem(clause));
  }

  /** Adds another event that the users did so many times; see {@link #did(Query)}. */
  public Query did(Query event, CountOperator operator, long times) {
    EventClause clause = event.clause().operator(operator).value(times);
    return others(others -> others.addDidAllItem(clause));
  }

  /** Adds an event that the users did not do; see {@link #did(Query)}. */
  public Query didNot(Query event) {
    EventClause clause = event.clause();
    return others(others -> others.addDidNoneItem(clause));
  }

  /**
   * Sets events of which the users did any, so many times in all; see {@link #did(Query)}. A query
   * contains one such condition; a second call replaces it.
   */
  public Query didAny(CountOperator operator, long times, Query... events) {
    AnyEventClause any = new AnyEventClause().operator(operator).value(times);
    Stream.of(events).map(Query::clause).forEach(any::addAnyEventsItem);
    return others(others -> others.didAny(any));
  }

  /**
   * Returns a generated request with the parts of this query, such as {@code CqlQuery}, {@code
   * EventQuery} or {@code TrendsRequest}, for {@link CleverTap#api} or for a report.
   *
   * @throws IllegalArgumentException when the request has no place for a part of this query, or an
   *     event lacks its days
   */
  public <T> T into(Class<T> request) {
    if (parts.getEventName() != null && parts.getFrom() == null) {
      throw new IllegalArgumentException("The query for an event needs between(from, to)");
    }
    return Json.convert(parts, request);
  }

  /**
   * Returns a request for an export.
   *
   * @throws IllegalArgumentException when the query is for the events of CleverTap's notifications
   */
  <T> T intoExport(Class<T> request) {
    String event = parts.getEventName();
    if (event != null && CqlQuery.NOT_EXPORTED.contains(event)) {
      throw new IllegalArgumentException(
          "CleverTap does not export the events of its notifications, such as " + event);
    }
    return into(request);
  }

  /** Returns the name of the event. */
  String eventName() {
    if (parts.getEventName() == null) {
      throw new IllegalArgumentException("Events need a query that starts with Query.event(name)");
    }
    return parts.getEventName();
  }

  /** Returns the names of the parts of the query, without their values. */
  @Override
  public String toString() {
    return "Query" + parts;
  }

  private EventClause clause() {
    eventName();
    return into(EventClause.class);
  }

  private Query ofUser(Consumer<ProfileFilters> change) {
    return with(
        query -> {
          if (query.getCommonProfileProperties() == null) {
            query.setCommonProfileProperties(new ProfileFilters());
          }
          change.accept(query.getCommonProfileProperties());
        });
  }

  private Query others(Consumer<AdvancedQuery> change) {
    return with(
        query -> {
          if (query.getAdvancedQuery() == null) {
            query.setAdvancedQuery(new AdvancedQuery());
          }
          change.accept(query.getAdvancedQuery());
        });
  }

  private Query with(Consumer<CqlQuery> change) {
    CqlQuery copy = Json.convert(parts, CqlQuery.class);
    change.accept(copy);
    return new Query(copy);
  }

  /** Returns a value as the query language has it. */
  private static Stream<Object> plain(Object value) {
    if (value instanceof Collection<?> values) {
      return values.stream().flatMap(Query::plain);
    }
    if (value instanceof Boolean flag) {
      return Stream.of(flag ? QueryFilter.TRUE : QueryFilter.FALSE);
    }
    if (value instanceof String
        || value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return Stream.of(value);
    }
    throw new IllegalArgumentException(
        "A condition compares with texts, finite numbers and booleans, not with a "
            + (value == null ? "null" : value.getClass().getSimpleName()));
  }
}
