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
import java.util.List;
import java.util.Optional;

/** Uploads CleverTap's sample profile and reads it back; the script {@code quickstart} runs this program. */
public class Quickstart {

  private static final String GEORGE = "george.montana@clevertap.com";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(JsonInclude.Value.construct(NON_NULL, ALWAYS))
          .build();

  public static void main(String[] arguments) throws Exception {
    boolean dryRun = List.of(arguments).contains("--dry-run");
    try (CleverTap cleverTap = client().build()) {
      Profile profile =
          Profile.ofIdentity(GEORGE).name("George Montana").set("Customer Type", "Silver");
      System.out.println((dryRun ? "Validate" : "Upload") + " a profile");
      System.out.println("  " + JSON.writeValueAsString(profile.toRecord()));

      UploadResult result = dryRun ? cleverTap.validate(profile) : cleverTap.upload(profile);
      System.out.printf(
          "  -> %d accepted, %d rejected, %d failed%n",
          result.accepted().size(), result.rejected().size(), result.failed().size());
      result.rejected().forEach(r -> System.out.println("  " + r.code() + ": " + r.reason()));
      result.failed().forEach(f -> System.out.println("  " + f.cause().getMessage()));

      System.out.println("Read it back by email");
      System.out.println("  " + GEORGE);
      Optional<UserProfile> george = cleverTap.profileByEmail(GEORGE);
      System.out.println(
          "  -> "
              + (george.isPresent()
                  ? JSON.writeValueAsString(george.get())
                  : "no such profile; a new profile may take a few minutes to appear"));
      if (!result.allAccepted()) {
        System.exit(1);
      }
    } catch (CleverTapException e) {
      System.out.println("  -> " + e.getMessage());
      System.exit(1);
    }
  }

  /** Returns a client of the account in the environment, or of the script's mock server. */
  private static CleverTapBuilder client() {
    String mock = System.getenv("QUICKSTART_MOCK");
    return mock == null
        ? CleverTap.builder().regionFromEnvironment().credentialsFromEnvironment()
        : CleverTap.builder().baseUrl(mock).credentials("TEST-ACCOUNT-ID", "TEST-PASSCODE");
  }
}
