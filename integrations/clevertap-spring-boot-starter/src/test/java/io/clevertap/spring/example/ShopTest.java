package io.clevertap.spring.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest
class ShopTest {

  @CleverTapServer static FakeCleverTap server;

  @DynamicPropertySource
  static void useServer(DynamicPropertyRegistry properties) {
    properties.add("clevertap.base-url", server::baseUrl);
    properties.add("clevertap.account-id", server::accountId);
    properties.add("clevertap.passcode", server::passcode);
  }

  @Test
  void signUp_ofACustomer_isAProfile(@Autowired ShopApplication shop) {
    shop.signUp("42", "Jack");

    assertEquals("Jack", server.profile("42").orElseThrow().getName());
  }
}
