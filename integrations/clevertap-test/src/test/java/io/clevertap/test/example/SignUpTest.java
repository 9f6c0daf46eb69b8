package io.clevertap.test.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import org.junit.jupiter.api.Test;

@CleverTapServer
class SignUpTest {

  /** The class under test. */
  record SignUp(CleverTap cleverTap) {
    boolean of(String id, String name) {
      return cleverTap
          .upload(Profile.ofIdentity(id).name(name), Event.named("Signed Up").identity(id))
          .allAccepted();
    }
  }

  @Test
  void signUp_ofACustomer_isAProfileWithAnEvent(FakeCleverTap server, CleverTap cleverTap) {
    assertTrue(new SignUp(cleverTap).of("42", "Jack"));

    assertEquals("Jack", server.profile("42").orElseThrow().getName());
    assertEquals("Signed Up", server.events("42").get(0).getEventName());
  }

  @Test
  void signUp_whenTheEventIsRejected_isFalse(FakeCleverTap server, CleverTap cleverTap) {
    server.reject("42", RecordErrorCode.EVENT_DISCARDED);

    assertFalse(new SignUp(cleverTap).of("42", "Jack"));
  }

  @Test
  void signUp_whenThrottled_isRetried(FakeCleverTap server, CleverTap cleverTap) {
    server.failNext(Fault.TOO_MANY_REQUESTS);

    assertTrue(new SignUp(cleverTap).of("42", "Jack"));
    assertEquals(2, server.uploads().size());
  }
}
