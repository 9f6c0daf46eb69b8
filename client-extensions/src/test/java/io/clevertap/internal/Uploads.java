package io.clevertap.internal;

import io.clevertap.Credentials;
import io.clevertap.client.api.CleverTapApi;
import io.clevertap.client.model.ProfileResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** An API that takes uploads alone. */
interface Uploads extends CleverTapApi {

  @Override
  default ProfileResponse getProfile(String email, String identity, String objectId) {
    throw new UnsupportedOperationException();
  }

  /** Returns the options of a client: calls of two minutes, and so many attempts. */
  static ClientOptions options(int maxAttempts) {
    return new ClientOptions(
        URI.create("http://127.0.0.1"),
        "region test",
        Credentials.of("TEST-1", "passcode"),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        maxAttempts,
        15,
        false,
        true,
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        List.of());
  }
}
