package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clevertap.CleverTap;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import org.junit.jupiter.api.Test;

@CleverTapServer
class SignUpTest {

  @Test
  void signUp_ofANewUser_isInTheProfile(FakeCleverTap server, CleverTap cleverTap) {
    assertEquals("Jack has plan Gold", SignUp.signUp(cleverTap, "42", "Jack"));
    assertEquals("Signed Up", server.events("42").get(0).getEventName());
  }
}
