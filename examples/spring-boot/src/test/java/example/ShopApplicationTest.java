package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ShopApplicationTest {

  @CleverTapServer private static FakeCleverTap server;

  @DynamicPropertySource
  static void account(DynamicPropertyRegistry properties) {
    properties.add("clevertap.base-url", server::baseUrl);
    properties.add("clevertap.account-id", server::accountId);
    properties.add("clevertap.passcode", server::passcode);
  }

  @Autowired private TestRestTemplate shop;

  @Test
  void signUp_ofACustomer_isUploadedAndInTheHealthAndTheMeters() {
    assertThat(shop.postForObject("/customers?id=42&name=Jack", null, Boolean.class)).isTrue();

    assertThat(server.events("42")).hasSize(1);
    assertThat(shop.getForObject("/actuator/health", String.class))
        .contains("\"cleverTap\":{\"status\":\"UP\"");
    assertThat(
            shop.getForObject(
                "/actuator/metrics/clevertap.records?tag=outcome:accepted", String.class))
        .contains("\"value\":2.0");
  }
}
