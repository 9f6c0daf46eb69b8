import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.Profile;
import io.clevertap.UploadResult;
import io.clevertap.client.model.UserProfile;
import io.clevertap.exception.CleverTapException;
import io.clevertap.test.FakeCleverTap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uploads CleverTap's sample profile, reads it back and compares; the script {@code quickstart} runs
 * it. The exit code is 1 unless the profile that was read is the one that was uploaded.
 */
public class Quickstart {

  private static final String GEORGE = "george.montana@clevertap.com";
  private static final String NAME = "George Montana";
  private static final String CUSTOMER_TYPE = "Silver";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(JsonInclude.Value.construct(NON_NULL, ALWAYS))
          .build();

  public static void main(String[] arguments) throws Exception {
    boolean dryRun = List.of(arguments).contains("--dry-run");
    boolean good;
    try (FakeCleverTap standIn = FakeCleverTap.start();
        CleverTap cleverTap = client(standIn).build()) {
      good = dryRun ? validate(cleverTap) : upload(cleverTap) && readBack(cleverTap);
    } catch (CleverTapException e) {
      System.out.println("  -> " + e.getMessage());
      good = false;
    }
    System.exit(good ? 0 : 1);
  }

  /** Prism if the script has started it, else the account in the environment, else the stand-in. */
  private static CleverTapBuilder client(FakeCleverTap standIn) {
    Map<String, String> environment = System.getenv();
    String prism = environment.get("QUICKSTART_PRISM");
    if (prism != null) {
      say("with Prism, a mock server that enforces openapi/clevertap.yaml and reads out its example");
      return CleverTap.builder().baseUrl(prism).credentials("TEST-ACCOUNT-ID", "TEST-PASSCODE");
    }
    String account = environment.getOrDefault("CLEVERTAP_ACCOUNT_ID", "");
    if (!account.isEmpty() && !environment.getOrDefault("CLEVERTAP_PASSCODE", "").isEmpty()) {
      say("with account " + account + " in region " + environment.get("CLEVERTAP_REGION"));
      return CleverTap.builder().regionFromEnvironment().credentialsFromEnvironment();
    }
    say("with the SDK's own stand-in for CleverTap, FakeCleverTap; no account, no network");
    return standIn.clientBuilder();
  }

  private static void say(String server) {
    System.out.println("CleverTap quick start, " + server);
  }

  private static Profile profile() throws Exception {
    Profile profile = Profile.ofIdentity(GEORGE).name(NAME).set("Customer Type", CUSTOMER_TYPE);
    System.out.println("  " + JSON.writeValueAsString(profile.toRecord()));
    return profile;
  }

  private static boolean validate(CleverTap cleverTap) throws Exception {
    System.out.println("Validate a profile");
    return isAccepted(cleverTap.validate(profile()));
  }

  private static boolean upload(CleverTap cleverTap) throws Exception {
    System.out.println("Upload a profile");
    return isAccepted(cleverTap.upload(profile()));
  }

  private static boolean isAccepted(UploadResult result) {
    System.out.printf(
        "  -> %d accepted, %d rejected, %d failed%n",
        result.accepted().size(), result.rejected().size(), result.failed().size());
    result.rejected().forEach(r -> System.out.println("  " + r.code() + ": " + r.reason()));
    result.failed().forEach(f -> System.out.println("  " + f.cause().getMessage()));
    return result.allAccepted();
  }

  private static boolean readBack(CleverTap cleverTap) throws Exception {
    System.out.println("Read it back by email");
    System.out.println("  " + GEORGE);
    Optional<UserProfile> george = cleverTap.profileByEmail(GEORGE);
    if (george.isEmpty()) {
      System.out.println("  -> no such profile; CleverTap may take a few minutes to show a new one");
      return false;
    }
    System.out.println("  -> " + JSON.writeValueAsString(george.get()));
    boolean same = isWhatWasUploaded(george.get());
    System.out.println(same ? "It is what was uploaded" : "  -> this is not what was uploaded");
    return same;
  }

  /** Compares; CleverTap returns the account's own keys in lower case and without spaces. */
  private static boolean isWhatWasUploaded(UserProfile read) {
    return NAME.equals(read.getName())
        && read.getProfileData() != null
        && CUSTOMER_TYPE.equals(read.getProfileData().get("customertype"));
  }
}
