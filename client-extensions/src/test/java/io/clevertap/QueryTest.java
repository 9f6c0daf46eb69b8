package io.clevertap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.CountOperator;
import io.clevertap.client.model.CqlQuery;
import io.clevertap.client.model.EventClause;
import io.clevertap.client.model.EventQuery;
import io.clevertap.client.model.FilterOperator;
import io.clevertap.client.model.PropertyType;
import io.clevertap.client.model.TrendsRequest;
import io.clevertap.internal.record.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueryTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 1, 31);
  private static final Query CHARGED = Query.event("Charged").between(FIRST, LAST);

  @Test
  void into_everyPart_isTheQueryOfTheDocumentation() throws JsonProcessingException {
    Query query =
        CHARGED
            .where("Amount", FilterOperator.GREATER_THAN, 100)
            .where(PropertyType.SESSION_PROPERTIES, "first_time", FilterOperator.EQUALS, true)
            .where(PropertyType.PROFILE_FIELDS, "Customer Type", FilterOperator.EQUALS, "Platinum")
            .where(
                PropertyType.DEMOGRAPHICS,
                "Education",
                FilterOperator.EQUALS,
                "College",
                "Graduate")
            .where(
                PropertyType.TECHNOGRAPHICS,
                "Device",
                FilterOperator.EQUALS,
                List.of("Mobile", "Tablet"))
            .where(PropertyType.APP_FIELDS, "Make", FilterOperator.CONTAINS, "Apple")
            .where(PropertyType.REACHABILITY, "has_token", FilterOperator.EQUALS, true)
            .livingIn("India", "Maharashtra", "Mumbai")
            .did(Query.event("App Launched").between(FIRST, LAST), CountOperator.EQUALS, 10)
            .didNot(Query.event("App Uninstalled").between(FIRST, LAST))
            .didAny(
                CountOperator.EQUALS,
                10,
                Query.event("Added To Cart")
                    .between(FIRST, LAST)
                    .where("Product name", FilterOperator.EQUALS, "Model S"),
                Query.event("Product Viewed").between(FIRST, LAST));

    assertThat(json(query))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"event_name":"Charged","from":20260101,"to":20260131,
                 "event_properties":[{"name":"Amount","operator":"greater_than","value":100}],
                 "session_properties":[{"name":"first_time","operator":"equals","value":"True"}],
                 "common_profile_properties":{
                   "profile_fields":[{"name":"Customer Type","operator":"equals","value":"Platinum"}],
                   "demographics":[{"name":"Education","operator":"equals","value":["College","Graduate"]}],
                   "technographics":[{"name":"Device","operator":"equals","value":["Mobile","Tablet"]}],
                   "app_fields":[{"name":"Make","operator":"contains","value":"Apple"}],
                   "reachability":[{"name":"has_token","operator":"equals","value":"True"}],
                   "geo_fields":[["India","Maharashtra","Mumbai"]]},
                 "advanced_query":{
                   "did_all":[{"event_name":"App Launched","from":20260101,"to":20260131,
                     "operator":"equals","value":10}],
                   "did_none":[{"event_name":"App Uninstalled","from":20260101,"to":20260131}],
                   "did_any":{"any_events":[
                       {"event_name":"Added To Cart","from":20260101,"to":20260131,
                        "event_properties":[{"name":"Product name","operator":"equals","value":"Model S"}]},
                       {"event_name":"Product Viewed","from":20260101,"to":20260131}],
                     "operator":"equals","value":10}}}
                """));
    assertThat(query.into(EventQuery.class).getEventName()).isEqualTo("Charged");
    assertThat(query.into(TrendsRequest.class).getFrom()).isEqualTo(20260101);
  }

  @Test
  void where_anotherCondition_leavesTheQueryAsItWas() {
    CHARGED.where("Amount", FilterOperator.EXISTS);

    assertThat(CHARGED.into(CqlQuery.class).getEventProperties()).isNull();
  }

  @Test
  void into_requestThatIsChanged_leavesTheQueryAsItWas() {
    CHARGED.into(CqlQuery.class).eventName("Other");

    assertThat(CHARGED.into(CqlQuery.class).getEventName()).isEqualTo("Charged");
  }

  @Test
  void into_eventWithoutDays_saysWhatIsMissing() {
    Query query = Query.event("Charged");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> query.into(CqlQuery.class))
        .withMessageContaining("between(from, to)");
  }

  @Test
  void into_requestWithoutPlaceForAPart_isRefused() {
    Query query = CHARGED.livingIn("India");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> query.into(EventClause.class))
        .withMessageContaining("EventClause");
  }

  @Test
  void between_firstDayAfterTheLast_isRefused() {
    Query query = Query.event("Charged");

    assertThatIllegalArgumentException().isThrownBy(() -> query.between(LAST, FIRST));
  }

  @Test
  void where_valueThatTheQueryLanguageLacks_isRefused() {
    assertRefused(FilterOperator.EQUALS, LAST);
    assertRefused(FilterOperator.EQUALS, Instant.EPOCH);
    assertRefused(FilterOperator.EQUALS, Double.NaN);
    assertRefused(FilterOperator.EQUALS, (Object) null);
    assertRefused(FilterOperator.EQUALS);
    assertRefused(FilterOperator.EQUALS, List.of());
    assertRefused(FilterOperator.EXISTS, "x");
  }

  private static void assertRefused(FilterOperator operator, Object... values) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CHARGED.where("Amount", operator, values));
  }

  @ParameterizedTest
  @EnumSource
  void where_anyTypeOfProperty_hasAPlaceInTheQuery(PropertyType type) {
    if (type == PropertyType.GEO_FIELDS) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CHARGED.where(type, "x", FilterOperator.EQUALS, "y"))
          .withMessageContaining("livingIn");
    } else {
      Query query = CHARGED.where(type, "x", FilterOperator.EQUALS, "y");
      assertThat(json(query).toString()).contains("\"" + type.getValue() + "\":[{\"name\":\"x\"");
    }
  }

  @Test
  void toString_ofAQuery_containsNoValue() {
    assertThat(CHARGED.where("Amount", FilterOperator.EQUALS, "secret"))
        .asString()
        .doesNotContain("secret");
  }

  private static JsonNode json(Query query) {
    try {
      return Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(query.into(CqlQuery.class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
