package example;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.UploadResult;
import java.time.Instant;

/** Uploads the profile and the event of a sign-up, and reads the profile back. */
public final class SignUp {

  public static void main(String[] arguments) {
    try (CleverTap cleverTap =
        CleverTap.builder().regionFromEnvironment().credentialsFromEnvironment().build()) {
      System.out.println(signUp(cleverTap, "42", "Jack"));
    }
  }

  static String signUp(CleverTap cleverTap, String id, String name) {
    UploadResult result =
        cleverTap.upload(
            Profile.ofIdentity(id).name(name).set("Plan", "Gold"),
            Event.named("Signed Up").identity(id).at(Instant.now()));
    result.rejected().forEach(r -> System.err.printf("%d %s%n", r.code(), r.reason()));
    result.failed().forEach(f -> System.err.println(f.cause().getMessage()));

    return cleverTap
        .profileByIdentity(id)
        .map(p -> p.getName() + " has plan " + p.getProfileData().get("plan"))
        .orElse("The profile is not available yet");
  }
}
