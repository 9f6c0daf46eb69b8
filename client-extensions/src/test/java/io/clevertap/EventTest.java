package io.clevertap;

import static io.clevertap.internal.upload.Batches.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTest {

  @Test
  void named_withoutProperties_sendsAnEmptyObject() {
    assertThat(json(Event.named("Signed Up").identity("ann")))
        .isEqualTo(
            """
            {"type":"event","identity":"ann","evtName":"Signed Up","evtData":{}}\
            """);
  }

  @Test
  void identifiers_each_isSentUnderItsOwnKey() {
    assertThat(json(Event.named("Seen").objectId("a"))).contains("\"objectId\":\"a\"");
    assertThat(json(Event.named("Seen").facebookId("a"))).contains("\"FBID\":\"a\"");
    assertThat(json(Event.named("Seen").googlePlusId("a"))).contains("\"GPID\":\"a\"");
  }

  @Test
  void at_instant_isSentInWholeSeconds() {
    assertThat(json(Event.named("Seen").identity("ann").at(Instant.ofEpochMilli(1999))))
        .contains("\"ts\":1,");
  }

  @Test
  void set_values_areSentInOrder() {
    Event event =
        Event.named("Seen")
            .identity("ann")
            .set("Price", 49.5)
            .set("Day", LocalDate.of(1970, 1, 2))
            .setAll(Map.of("Tags", List.of("a")));
    assertThat(json(event))
        .endsWith("\"evtData\":{\"Price\":49.5,\"Day\":\"$D_86400\",\"Tags\":[\"a\"]}}");
  }

  @Test
  void charged_items_areSentAsItems() {
    Event event =
        Event.charged()
            .identity("ann")
            .set("Amount", 300)
            .item(Map.of("Quantity", 1))
            .item(Map.of("Quantity", 4));
    assertThat(json(event))
        .contains("\"evtName\":\"Charged\"")
        .contains("\"Items\":[{\"Quantity\":1},{\"Quantity\":4}]")
        .contains("\"Amount\":300");
  }

  @Test
  void set_items_areSentAsItems() {
    Event event = Event.charged().identity("ann").set("Items", List.of(Map.of("Quantity", 1)));
    assertThat(event.toRecord().getEventData().getItems()).containsExactly(Map.of("Quantity", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event.set("Items", "a book"))
        .withMessageContaining("Items")
        .withMessageNotContaining("book");
  }

  @Test
  void item_nestedValue_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Event.charged().item(Map.of("Tags", List.of("a"))))
        .withMessageContaining("Tags");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Event.charged().item(Map.of("Geo", Map.of("lat", 1))))
        .withMessageContaining("Geo");
  }

  @Test
  void item_unsupportedType_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Event.charged().item(Map.of("Thing", new Object())))
        .withMessageContaining("Thing");
  }

  @Test
  void toString_values_areNotInIt() {
    assertThat(Event.named("Seen").identity("ann").set("Price", 49.5))
        .hasToString("Event Seen[Price]");
  }
}
