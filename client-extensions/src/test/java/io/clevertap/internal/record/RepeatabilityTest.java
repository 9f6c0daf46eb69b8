package io.clevertap.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.client.model.ProfileRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatabilityTest {

  @Test
  void isRepeatable_profileOfPlainValues_isRepeatable() {
    Profile profile =
        Profile.ofIdentity("ann")
            .name("Ann")
            .set("Text", "$add")
            .set("Number", 1)
            .set("List", List.of("a"))
            .set("Map", Map.of("a", "b"));

    assertThat(Repeatability.isRepeatable(profile.toRecord())).isTrue();
    assertThat(Repeatability.isRepeatable(new ProfileRecord())).isTrue();
  }

  @Test
  void isRepeatable_anyOperator_isNot() {
    for (Profile profile :
        List.of(
            Profile.ofIdentity("ann").set("Text", "a").increase("Score", 1),
            Profile.ofIdentity("ann").add("Tags", "a"),
            Profile.ofIdentity("ann").set("Score", Map.of("$incr", 1)),
            Profile.ofIdentity("ann").delete("Name"),
            Profile.ofIdentity("ann").delete("Gender"))) {
      assertThat(Repeatability.isRepeatable(profile.toRecord())).as("%s", profile).isFalse();
    }
  }

  @Test
  void isRepeatable_event_isNot() {
    Event event = Event.named("Seen").identity("ann");

    assertThat(Repeatability.isRepeatable(event.toRecord())).isFalse();
  }
}
