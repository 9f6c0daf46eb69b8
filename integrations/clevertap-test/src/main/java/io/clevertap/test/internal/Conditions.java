package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.AdvancedQuery;
import io.clevertap.client.model.AnyEventClause;
import io.clevertap.client.model.CountOperator;
import io.clevertap.client.model.CqlQuery;
import io.clevertap.client.model.EventClause;
import io.clevertap.client.model.FilterOperator;
import io.clevertap.client.model.ProfileFilters;
import io.clevertap.client.model.QueryFilter;
import io.clevertap.test.internal.Stored.Occurrence;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates queries, in the time zone UTC. Conditions on sessions, devices, apps, reachability and
 * places hold for every user, because uploads do not contain these.
 */
final class Conditions {

  private Conditions() {}

  /** Returns whether a user matches the query, apart from its own event. */
  static boolean holdFor(Stored user, CqlQuery query) {
    ProfileFilters profile = query.getCommonProfileProperties();
    return (profile == null || ofProfile(user, profile))
        && (query.getAdvancedQuery() == null || ofOtherEvents(user, query.getAdvancedQuery()));
  }

  /** Returns the occurrences of the query's own event; all events if the query names none. */
  static List<Occurrence> events(Stored user, CqlQuery query) {
    return user.events().stream()
        .filter(
            event ->
                query.getEventName() == null
                    || query.getEventName().equals(event.event().getEventName()))
        .filter(event -> isWithin(event, query.getFrom(), query.getTo()))
        .filter(event -> all(query.getEventProperties(), Json.tree(event.event().getEventData())))
        .toList();
  }

  private static boolean ofProfile(Stored user, ProfileFilters filters) {
    JsonNode properties = Json.tree(user.profile().getProfileData());
    JsonNode own = Json.tree(user.profile());
    return Stream.of(filters.getProfileFields(), filters.getDemographics())
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .allMatch(
            filter -> {
              String key = RecordRules.normalised(filter.getName());
              return holds(
                  filter, own.path(key).isMissingNode() ? properties.path(key) : own.path(key));
            });
  }

  private static boolean ofOtherEvents(Stored user, AdvancedQuery query) {
    AnyEventClause any = query.getDidAny();
    return clauses(query.getDidAll()).allMatch(clause -> did(user, clause))
        && clauses(query.getDidNone()).noneMatch(clause -> did(user, clause))
        && (any == null
            || counts(
                any.getOperator(),
                any.getValue(),
                clauses(any.getAnyEvents()).mapToLong(clause -> count(user, clause)).sum()));
  }

  private static Stream<EventClause> clauses(@Nullable List<EventClause> clauses) {
    return clauses == null ? Stream.empty() : clauses.stream();
  }

  private static boolean did(Stored user, EventClause clause) {
    return counts(clause.getOperator(), clause.getValue(), count(user, clause));
  }

  private static long count(Stored user, EventClause clause) {
    return events(
            user,
            new CqlQuery()
                .eventName(clause.getEventName())
                .from(clause.getFrom())
                .to(clause.getTo())
                .eventProperties(clause.getEventProperties()))
        .size();
  }

  private static boolean counts(
      @Nullable CountOperator operator, @Nullable Long value, long count) {
    if (value == null) {
      return count > 0;
    }
    return switch (operator == null ? CountOperator.EQUALS : operator) {
      case EQUALS -> count == value;
      case GREATER_THAN -> count > value;
      case GREATER_THAN_EQUALS -> count >= value;
      case LESS_THAN -> count < value;
      case LESS_THAN_EQUALS -> count <= value;
    };
  }

  private static boolean isWithin(Occurrence event, @Nullable Integer from, @Nullable Integer to) {
    int day = day(event.time());
    return (from == null || day >= from) && (to == null || day <= to);
  }

  static int day(long time) {
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochSecond(time), ZoneOffset.UTC);
    return Integer.parseInt(date.format(DateTimeFormatter.BASIC_ISO_DATE));
  }

  private static boolean all(@Nullable List<QueryFilter> filters, JsonNode properties) {
    return filters == null
        || filters.stream()
            .allMatch(filter -> holds(filter, property(properties, filter.getName())));
  }

  private static JsonNode property(JsonNode properties, String name) {
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (RecordRules.normalised(property.getKey()).equals(RecordRules.normalised(name))) {
        return property.getValue();
      }
    }
    return properties.path(name);
  }

  private static boolean holds(QueryFilter filter, JsonNode property) {
    FilterOperator operator =
        Objects.requireNonNullElse(filter.getOperator(), FilterOperator.EQUALS);
    boolean exists = !property.isMissingNode() && !property.isNull();
    JsonNode wanted = Json.tree(filter.getValue());
    return switch (operator) {
      case EXISTS -> exists;
      case DOES_NOT_EXIST -> !exists;
      case EQUALS -> exists && any(wanted, value -> any(property, has -> same(has, value)));
      case NOT_EQUALS -> !any(wanted, value -> any(property, has -> same(has, value)));
      case CONTAINS -> exists && any(wanted, value -> any(property, has -> contains(has, value)));
      case DOES_NOT_CONTAIN -> !any(wanted, value -> any(property, has -> contains(has, value)));
      default ->
          exists && any(wanted, value -> any(property, has -> compares(operator, has, value)));
    };
  }

  private static boolean any(JsonNode values, java.util.function.Predicate<JsonNode> condition) {
    return values.isArray()
        ? StreamSupport.stream(values.spliterator(), false).anyMatch(condition)
        : condition.test(values);
  }

  private static boolean same(JsonNode has, JsonNode value) {
    return has.isNumber() && value.isNumber()
        ? has.decimalValue().compareTo(value.decimalValue()) == 0
        : has.asText().equalsIgnoreCase(value.asText());
  }

  private static boolean contains(JsonNode has, JsonNode value) {
    return has.asText().contains(value.asText());
  }

  private static boolean compares(FilterOperator operator, JsonNode has, JsonNode value) {
    if (!has.isNumber() || !value.isNumber()) {
      return false;
    }
    BigDecimal left = has.decimalValue();
    int order = left.compareTo(value.decimalValue());
    return switch (operator) {
      case GREATER_THAN -> order > 0;
      case GREATER_THAN_EQUALS -> order >= 0;
      case LESS_THAN -> order < 0;
      default -> order <= 0;
    };
  }
}
