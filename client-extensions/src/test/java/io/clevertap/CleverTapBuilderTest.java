package io.clevertap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.clevertap.client.api.Region;
import io.clevertap.client.api.UploadApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleverTapBuilderTest {

  private final CleverTapBuilder builder = CleverTap.builder().credentials("TEST-1", "SECRET");

  @Test
  void build_withoutCredentials_saysHowToGiveThem() {
    assertThatIllegalStateException()
        .isThrownBy(() -> CleverTap.builder().build())
        .withMessageContaining("credentials(accountId, passcode)");
  }

  @Test
  void build_withoutRegion_isEurope() {
    try (CleverTap cleverTap = builder.build()) {
      assertThat(cleverTap.toString()).contains(Region.EUROPE.baseUrl().getHost());
    }
  }

  @ParameterizedTest
  @EnumSource(Region.class)
  void region_each_isNamed(Region region) {
    try (CleverTap cleverTap = builder.region(region).build()) {
      assertThat(cleverTap.toString())
          .contains(region.baseUrl().getHost())
          .contains("TEST-1")
          .doesNotContain("SECRET");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1:8080"
      })
  void build_plainHttpToAnotherHost_isRefused(String baseUrl) {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.baseUrl(baseUrl).build())
        .withMessageContaining("plain http")
        .withMessageNotContaining("SECRET");
    assertThatNoException().isThrownBy(() -> builder.allowPlainHttp().build().close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://LOCALHOST",
        "http://127.0.0.1",
        "http://[::1]:8080/",
        "https://example.com/p"
      })
  void build_loopbackOrHttps_isAllowed(String baseUrl) {
    assertThatNoException().isThrownBy(() -> builder.baseUrl(baseUrl).build().close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/path",
        "example.com",
        "ftp://example.com",
        "file:///tmp",
        "https:/example.com",
        "https://user:pass@example.com",
        "https://example.com?x=1",
        "https://example.com#x",
        "https://example .com"
      })
  void baseUrl_notABaseUrl_throws(String baseUrl) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.baseUrl(baseUrl))
        .withMessageNotContaining("pass");
  }

  @Test
  void timeouts_zeroNegativeOrTooLong_throw() {
    for (Duration wrong :
        new Duration[] {
          Duration.ZERO,
          Duration.ofSeconds(-1),
          Duration.ofNanos(1),
          Duration.ofDays(25),
          Duration.ofSeconds(Long.MAX_VALUE)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.connectTimeout(wrong))
          .withMessageContaining("connect timeout");
      assertThatIllegalArgumentException().isThrownBy(() -> builder.attemptTimeout(wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.callTimeout(wrong));
    }
  }

  @Test
  void numbers_belowOne_throw() {
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxAttempts(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConcurrentUploads(0));
  }

  @Test
  void toBuilder_otherAccount_leavesTheFirstClientAsItWas() {
    try (CleverTap first = builder.region(Region.INDIA).build();
        CleverTap second = first.toBuilder().credentials("TEST-2", "OTHER").build()) {
      assertThat(first.toString()).contains("in1").contains("TEST-1");
      assertThat(second.toString()).contains("in1").contains("TEST-2");
    }
  }

  @Test
  void build_twice_makesIndependentClients() {
    CleverTap first = builder.build();
    try (CleverTap second = builder.region(Region.INDIA).build()) {
      first.close();
      assertThat(second.api(UploadApi.class)).isNotNull();
      assertThat(first.toString()).doesNotContain("in1");
    }
  }
}
