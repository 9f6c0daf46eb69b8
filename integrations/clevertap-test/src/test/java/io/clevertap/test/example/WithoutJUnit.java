package io.clevertap.test.example;

import io.clevertap.CleverTap;
import io.clevertap.Profile;
import io.clevertap.test.FakeCleverTap;

/** Uses the server without JUnit. */
public final class WithoutJUnit {

  public static void main(String[] arguments) {
    try (FakeCleverTap server = FakeCleverTap.start();
        CleverTap cleverTap = server.clientBuilder().maxAttempts(1).build()) {
      cleverTap.upload(Profile.ofIdentity("42").name("Jack"));
      System.out.println(server.profile("42").orElseThrow().getName());
    }
  }
}
