package io.clevertap.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import feign.RequestTemplate;
import io.clevertap.Credentials;
import org.junit.jupiter.api.Test;

class StandardHeadersTest {

  private final StandardHeaders headers = new StandardHeaders(Credentials.of("TEST-1", "s{e}cret"));

  @Test
  void apply_request_hasTheCredentialsAndTheSdksName() {
    RequestTemplate template = new RequestTemplate();

    headers.apply(template);

    assertThat(template.headers().get("X-CleverTap-Account-Id")).containsExactly("TEST-1");
    assertThat(template.headers().get("X-CleverTap-Passcode")).containsExactly("s{e}cret");
    assertThat(template.headers().get("User-Agent"))
        .singleElement()
        .asString()
        .matches("clevertap-java/[0-9]+\\.[0-9]+\\..+");
  }

  @Test
  void apply_requestWithSuchAHeader_replacesIt() {
    RequestTemplate template = new RequestTemplate().header("User-Agent", "other");

    headers.apply(template);

    assertThat(template.headers().get("User-Agent")).hasSize(1).doesNotContain("other");
  }
}
