package io.clevertap.contract.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.contract.prism.PreferenceProxy;
import io.clevertap.contract.prism.PrismExtension;
import io.clevertap.contract.prism.PrismServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An SDK client that sends its requests to the mock server. After each test, the mock server must
 * have reported no violation.
 */
@ExtendWith(PrismExtension.class)
abstract class SdkAgainstPrism {

  PreferenceProxy proxy;
  CleverTap cleverTap;

  @BeforeEach
  void connect(PrismServer prism) {
    proxy = new PreferenceProxy(prism);
    cleverTap =
        CleverTap.builder()
            .baseUrl(proxy.url())
            .credentials("TEST-ACCOUNT", "passcode")
            .maxAttempts(1)
            .build();
  }

  @AfterEach
  void assertNoViolations() {
    cleverTap.close();
    proxy.close();
    assertThat(proxy.exchanges())
        .isNotEmpty()
        .allSatisfy(exchange -> assertThat(exchange.violations()).isEmpty());
  }
}
