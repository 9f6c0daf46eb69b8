package io.clevertap.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.client.model.EventRecord;
import org.junit.jupiter.api.Test;

@CleverTapServer
class CleverTapServerTest {

  @Test
  void upload_byTheClient_isStored(FakeCleverTap server, CleverTap cleverTap) {
    cleverTap.upload(
        Profile.ofIdentity("42").name("Jack"), Event.named("Signed Up").identity("42"));

    assertThat(server.profile("42").orElseThrow().getName()).isEqualTo("Jack");
    assertThat(server.events("42"))
        .extracting(EventRecord::getEventName)
        .containsExactly("Signed Up");
    assertThat(cleverTap.profileByIdentity("42")).isEqualTo(server.profile("42"));
  }
}
