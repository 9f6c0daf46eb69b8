package io.clevertap.contract.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.DeviceToken;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.Uploadable;
import io.clevertap.client.model.Education;
import io.clevertap.client.model.Gender;
import io.clevertap.client.model.TokenType;
import io.clevertap.contract.prism.PreferenceProxy.Exchange;
import io.clevertap.contract.spec.Spec;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The builders produce exactly the requests that the description gives as examples, and the mock
 * server accepts them.
 */
class UploadContractTest extends SdkAgainstPrism {

  private static final Spec SPEC = Spec.load();

  @Test
  void quickStart_uploaded_isTheExample() throws Exception {
    assertUploadsExample(
        "quickStartUpload",
        Profile.ofIdentity("george.montana@clevertap.com")
            .name("George Montana")
            .set("Customer Type", "Silver"));
  }

  @Test
  void profile_withEveryProperty_isTheExample() throws Exception {
    assertUploadsExample(
        "profileUpload",
        Profile.ofIdentity("1189549")
            .at(Instant.ofEpochSecond(1468308340))
            .name("Jack Montana")
            .email("jack@gmail.com")
            .phone("+14155551234")
            .gender(Gender.MALE)
            .dateOfBirth(LocalDate.of(1990, 6, 12))
            .age(30)
            .employed(true)
            .education(Education.GRADUATE)
            .married(false)
            .timeZone("Asia/Kolkata")
            .photo("https://www.example.com/jack.png")
            .subscribedToEmail(true)
            .subscribedToPush(true)
            .subscribedToSms(false)
            .subscribedToWhatsapp(false)
            .doNotDisturbPhone(true)
            .doNotDisturbEmail(false)
            .set("category-unsubscribe", Map.of("email", List.of("Newsletter")))
            .set("category-resubscribe", Map.of("email", List.of("Offers")))
            .set("Customer Type", "Platinum")
            .set("Score", 308)
            .set("Ratio", 0.75)
            .set("Subscribed", true)
            .set("Member Since", Instant.ofEpochSecond(1468308340))
            .set("Interests", List.of("shoes", "bags"))
            .set("Address", Map.of("city", "Pune", "geo", Map.of("lat", 18.52, "lon", 73.85))));
  }

  @Test
  void profile_withEveryOperatorAndIdentifier_isTheExample() throws Exception {
    assertUploadsExample(
        "profileOperatorsUpload",
        Profile.ofObjectId("QBOpVJZmKilRAzfaiVS86Tovxm75lHxg")
            .delete("Name")
            .delete("Gender")
            .add("Interests", "shoes", "bags")
            .remove("Coupons", "WELCOME10")
            .increase("Visits", 10)
            .decrease("Credit", 30),
        Profile.ofFacebookId("34322423").set("Customer Type", "Silver"),
        Profile.ofGooglePlusId("1122334455").set("Customer Type", "Gold"));
  }

  @Test
  void event_viewedAndCharged_isTheExample() throws Exception {
    assertUploadsExample(
        "eventUpload",
        Event.named("Product viewed")
            .facebookId("34322423")
            .at(Instant.ofEpochSecond(1468308340))
            .set("Product name", "Casio Chronograph Watch")
            .set("Category", "Mens Watch")
            .set("Price", 59.99)
            .set("Currency", "USD"),
        Event.charged()
            .identity("jack@gmail.com")
            .at(Instant.ofEpochSecond(1468208340))
            .set("Amount", 300)
            .set("Currency", "USD")
            .set("Payment mode", "Credit Card")
            .set("Delivery By", Instant.ofEpochSecond(1468322268))
            .item(book("The millionaire next door", 1))
            .item(book("Achieving inner zen", 4)));
  }

  @Test
  void event_ofEachIdentifier_isAccepted() {
    assertThat(
            cleverTap
                .upload(
                    Event.named("Signed Up").identity("1189549"),
                    Event.named("Signed Up").objectId("QBOpVJZmKilRAzfaiVS86Tovxm75lHxg"),
                    Event.named("Signed Up").facebookId("34322423"),
                    Event.named("Signed Up").googlePlusId("1122334455"))
                .outcomes())
        .hasSize(4);
  }

  @Test
  void deviceToken_ofEachType_isTheExample() throws Exception {
    assertUploadsExample(
        "tokenUpload",
        DeviceToken.ofChrome(
            "QBOpVJZmKilRAzfaiVS86Tovxm75lHxg",
            "frfsgvrwe:APfdsafsg",
            "BLc4xRzKlKORKWlbdgFaBrrPK3yd",
            "5I2Bu2oKdyy9CwL8QVF0NQ=="),
        DeviceToken.of("-1a063854f83a4c6484285039ecff87cb", TokenType.APNS, "95f98af6ad9a5e71"),
        DeviceToken.of("__a1b2c3d4", TokenType.FCM, "cW9:APA91"),
        DeviceToken.of("__a1b2c3d5", TokenType.GCM, "cW9:APA92"),
        DeviceToken.of("~a1b2c3d6", TokenType.WNS, "https://db5.notify.example.com/?token=a"),
        DeviceToken.of("~a1b2c3d7", TokenType.MPNS, "https://db5.notify.example.com/?token=b"));
  }

  @Test
  void mixedRecords_inOneCall_areTheExample() throws Exception {
    assertUploadsExample(
        "mixedUpload",
        Profile.ofIdentity("1189549").name("Jack Montana"),
        Event.named("Signed Up").identity("1189549"));
  }

  @Test
  void validate_ofARecord_isADryRun() {
    assertThat(cleverTap.validate(Profile.ofIdentity("1").name("Jack")).allAccepted()).isTrue();

    assertThat(onlyExchange().uri()).isEqualTo(URI.create("/1/upload?dryRun=1"));
  }

  @Test
  void bulk_ofManyRecords_isAcceptedBatchByBatch() throws Exception {
    Stream<Profile> profiles =
        Stream.iterate(1, n -> n <= 1500, n -> n + 1)
            .map(n -> Profile.ofIdentity(String.valueOf(n)).set("Number", n));

    assertThat(cleverTap.bulk().upload(profiles).accepted()).isEqualTo(1500);
  }

  private void assertUploadsExample(String example, Uploadable... records) throws Exception {
    assertThat(cleverTap.upload(records).outcomes()).hasSize(records.length);

    assertThat(onlyExchange().uri()).isEqualTo(URI.create("/1/upload"));
    assertThat(json(onlyExchange().body()))
        .isEqualTo(SPEC.root().at("/components/examples/" + example + "/value"));
  }

  private Exchange onlyExchange() {
    assertThat(proxy.exchanges()).hasSize(1);
    return proxy.exchanges().get(0);
  }

  private static Map<String, Object> book(String name, int quantity) {
    return Map.of("Category", "books", "Book name", name, "Quantity", quantity);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
