package io.clevertap.contract.nativeimage;

import io.clevertap.CleverTap;
import io.clevertap.DeviceToken;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.Uploadable;
import io.clevertap.client.model.TokenType;
import io.clevertap.exception.AuthenticationException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A program that uses every part of the SDK. */
final class SdkInUse {

  static final String ALL_IS_WELL = "3 accepted, 3 in bulk, Jack read, refused";

  /** Runs the program; the argument is the address of a server. */
  public static void main(String[] arguments) {
    List<Uploadable> records =
        List.of(
            Profile.ofIdentity("42")
                .name("Jack")
                .dateOfBirth(LocalDate.EPOCH)
                .increase("Visits", 1),
            Event.charged().identity("42").set("Amount", 300).item(Map.of("Category", "books")),
            DeviceToken.of("__a1b2c3d4", TokenType.FCM, "the-token"));
    try (CleverTap cleverTap = client(arguments[0], "PASSCODE");
        CleverTap stranger = client(arguments[0], "WRONG")) {
      System.out.printf(
          "%d accepted, %d in bulk, %s read, %s",
          cleverTap.upload(records).accepted().size(),
          cleverTap.bulk().upload(records.stream()).accepted(),
          cleverTap.profileByIdentity("42").orElseThrow().getName(),
          refused(stranger) ? "refused" : "not refused");
    }
  }

  private static CleverTap client(String address, String passcode) {
    return CleverTap.builder().baseUrl(address).credentials("TEST-ACCOUNT", passcode).build();
  }

  private static boolean refused(CleverTap cleverTap) {
    try {
      cleverTap.validate(Profile.ofIdentity("42").name("Jack"));
      return false;
    } catch (AuthenticationException e) {
      return true;
    }
  }
}
