package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clevertap.CleverTap;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import org.junit.jupiter.api.Test;

@CleverTapServer
class NewsletterTest {

  @Test
  void subscribe_ofAUser_isAnEvent(FakeCleverTap server, CleverTap cleverTap) {
    assertTrue(new Newsletter(cleverTap).subscribe("42"));

    assertEquals("Subscribed", server.events("42").get(0).getEventName());
  }

  @Test
  void subscribe_theEventIsRejected_isFalse(FakeCleverTap server, CleverTap cleverTap) {
    server.reject("42", RecordErrorCode.EVENT_DISCARDED);

    assertFalse(new Newsletter(cleverTap).subscribe("42"));
  }

  @Test
  void subscribe_theConnectionBreaks_isFalse(FakeCleverTap server, CleverTap cleverTap) {
    server.failNext(Fault.RESET);

    assertFalse(new Newsletter(cleverTap).subscribe("42"));
  }
}
