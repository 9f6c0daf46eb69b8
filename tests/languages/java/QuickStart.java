import io.clevertap.CleverTap;
import io.clevertap.DeviceToken;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.UploadResult;
import io.clevertap.client.model.Gender;
import io.clevertap.client.model.TokenType;
import java.time.Instant;

/** Uploads the same records as the programs of the other languages, through the SDK. */
public class QuickStart {

  private static final String GEORGE = "george.montana@clevertap.com";

  public static void main(String[] arguments) {
    try (CleverTap cleverTap =
        CleverTap.builder()
            .baseUrl(System.getenv("CLEVERTAP_BASE_URL"))
            .credentialsFromEnvironment()
            .build()) {

      cleverTap.upload(
          Profile.ofIdentity(GEORGE).name("George Montana").set("Customer Type", "Silver"));

      UploadResult result =
          cleverTap.upload(
              Profile.ofIdentity(GEORGE)
                  .email("george.montana+news@clevertap.com")
                  .gender(Gender.MALE)
                  .subscribedToEmail(true)
                  .add("Interests", "cafés", "books"),
              Event.named("Product Viewed")
                  .identity(GEORGE)
                  .at(Instant.parse("2026-11-23T09:30:00Z"))
                  .set("Product", "Casio Chronograph Watch")
                  .set("Price", 59.99)
                  .set("In Stock", true),
              DeviceToken.of(
                  "QBOpVJZmKilRAzfaiVS86Tovxm75lHxg", TokenType.FCM, "frfsgvrwe:APfdsafsg"));
      System.out.println(result);

      System.out.println(cleverTap.profileByEmail("george.montana+news@clevertap.com"));
    }
  }
}
