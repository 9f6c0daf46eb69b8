package io.clevertap.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.client.model.TopValuesResponse;
import io.clevertap.exception.UnexpectedResponseException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupsTest {

  private final Groups cities = Groups.of(Map.of("cities", "x"), TopValuesResponse.class);

  @Test
  void of_noGroups_hasNoNames() {
    assertThat(Groups.of(null, TopValuesResponse.class).names()).isEmpty();
  }

  @Test
  void of_groups_hasTheirNames() {
    assertThat(cities.names()).isEqualTo(Set.of("cities"));
  }

  @Test
  void of_nameOfAFieldOfTheResponse_isInvalid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Groups.of(Map.of("status", "x"), TopValuesResponse.class))
        .withMessageContaining("No group can be called status");
  }

  @Test
  void topValues_group_isReadByType() {
    Map<String, Object> fields = Map.of("cities", Map.of("STR", Map.of("Pune", 7)), "other", 1);

    assertThat(cities.topValues(fields))
        .isEqualTo(Map.of("cities", Map.of("STR", Map.of("Pune", 7L))));
  }

  @Test
  void trends_group_isReadInTheOrderOfTime() {
    Map<String, Object> fields = Map.of("cities", Map.of("20260202", 2, "20260101", 1.5));

    assertThat(cities.trends(fields).get("cities"))
        .containsExactly(
            Map.entry("20260101", new BigDecimal("1.5")), Map.entry("20260202", new BigDecimal(2)));
  }

  @Test
  void topValues_groupIsMissing_isUnexpected() {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> cities.topValues(Map.of()))
        .withMessageContaining("it lacks the group cities");
  }

  @Test
  void trends_groupOfAnotherForm_isUnexpectedAndItsValueIsNotRepeated() {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> cities.trends(Map.of("cities", "secret")))
        .withMessageContaining("the group cities is of another form")
        .withNoCause();
  }
}
