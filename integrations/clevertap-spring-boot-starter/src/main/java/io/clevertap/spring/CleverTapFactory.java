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
    try {
      apply(builder);
    } catch (IllegalArgumentException e) {
      throw new InvalidCleverTapConfigurationException(e.getMessage());
    }
    customizers.accept(builder);
    try {
      return builder.build();
    } catch (IllegalStateException e) {
      throw new InvalidCleverTapConfigurationException(problem(e));
    }
  }

  private void apply(CleverTapBuilder builder) {
    if (missing().isEmpty()) {
      builder.credentials(properties.accountId(), properties.passcode());
    }
    set(properties.region(), builder::region);
    if (StringUtils.hasText(properties.baseUrl())) {
      builder.baseUrl(properties.baseUrl());
    }
    set(properties.connectTimeout(), builder::connectTimeout);
    set(properties.attemptTimeout(), builder::attemptTimeout);
    set(properties.callTimeout(), builder::callTimeout);
    set(properties.maxAttempts(), builder::maxAttempts);
    set(properties.maxConcurrentUploads(), builder::maxConcurrentUploads);
    set(properties.retryAmbiguous(), builder::retryAmbiguous);
  }

  private String problem(IllegalStateException failure) {
    List<String> missing = missing();
    return missing.isEmpty()
        ? failure.getMessage()
        : "The client has no credentials: "
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

  private static <T> void set(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
