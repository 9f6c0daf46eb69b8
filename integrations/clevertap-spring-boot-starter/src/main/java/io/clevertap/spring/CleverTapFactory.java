package io.clevertap.spring;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Creates a client from properties, and reports missing and invalid properties. */
record CleverTapFactory(CleverTapProperties properties) {

  CleverTap create(Consumer<CleverTapBuilder> customizers) {
    CleverTapBuilder builder = CleverTap.builder();
    apply(builder);
    customizers.accept(builder);
    try {
      return builder.build();
    } catch (IllegalStateException e) {
      throw missing().isEmpty()
          ? new InvalidCleverTapConfigurationException("clevertap.base-url", e.getMessage())
          : new InvalidCleverTapConfigurationException(null, noCredentials());
    }
  }

  private void apply(CleverTapBuilder builder) {
    if (missing().isEmpty()) {
      set(
          "clevertap.account-id or clevertap.passcode",
          properties.passcode(),
          passcode -> builder.credentials(properties.accountId(), passcode));
    }
    set("clevertap.region", properties.region(), builder::region);
    if (StringUtils.hasText(properties.baseUrl())) {
      set("clevertap.base-url", properties.baseUrl(), builder::baseUrl);
    }
    set("clevertap.connect-timeout", properties.connectTimeout(), builder::connectTimeout);
    set("clevertap.attempt-timeout", properties.attemptTimeout(), builder::attemptTimeout);
    set("clevertap.call-timeout", properties.callTimeout(), builder::callTimeout);
    set("clevertap.max-attempts", properties.maxAttempts(), builder::maxAttempts);
    set(
        "clevertap.max-concurrent-uploads",
        properties.maxConcurrentUploads(),
        builder::maxConcurrentUploads);
    set("clevertap.retry-ambiguous", properties.retryAmbiguous(), builder::retryAmbiguous);
  }

  private String noCredentials() {
    List<String> missing = missing();
    return "The client has no credentials: "
        + String.join(" and ", missing)
        + (missing.size() == 1 ? " is" : " are")
        + " not set.";
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!StringUtils.hasText(properties.accountId())) {
      missing.add("clevertap.account-id");
    }
    if (!StringUtils.hasText(properties.passcode())) {
      missing.add("clevertap.passcode");
    }
    return missing;
  }

  private static <T> void set(String property, @Nullable T value, Consumer<T> setter) {
    if (value != null) {
      try {
        setter.accept(value);
      } catch (IllegalArgumentException e) {
        throw new InvalidCleverTapConfigurationException(property, e.getMessage());
      }
    }
  }
}
