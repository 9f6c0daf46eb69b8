import io.clevertap.CleverTap;
import io.clevertap.DeviceToken;
import io.clevertap.Event;
import io.clevertap.EventOccurrence;
import io.clevertap.ExportOptions;
import io.clevertap.Profile;
import io.clevertap.Query;
import io.clevertap.UploadResult;
import io.clevertap.UserId;
import io.clevertap.client.model.FilterOperator;
import io.clevertap.client.model.Gender;
import io.clevertap.client.model.TokenType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;

/** Sends the same requests as the programs of the other languages, through the SDK. */
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

      Query purchases =
          Query.event("Charged")
              .between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31))
              .where("Amount", FilterOperator.GREATER_THAN, 100);
      System.out.println(cleverTap.events().count(purchases));
      try (Stream<EventOccurrence> events =
          cleverTap.events().query(purchases, ExportOptions.defaults().pageSize(1000))) {
        System.out.println(events.count());
      }
      System.out.println(
          cleverTap
              .profiles()
              .delete(
                  UserId.identity("client-19827239"),
                  UserId.objectId("df2e224d90874887b4d61153ef3a2508")));
    }
  }
}
