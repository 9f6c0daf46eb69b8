package io.clevertap.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.DeviceToken;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.Uploadable;
import io.clevertap.client.model.TokenType;
import io.clevertap.client.model.UploadRecord;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A record with a number that identifies it in the server's store.
 *
 * @param resendable whether the SDK may send it twice
 */
record Numbered(int number, String user, boolean resendable, Uploadable content)
    implements Uploadable {

  static final String NUMBER = "Number";
  static final String REFUSED = "Refused";

  @Override
  public UploadRecord toRecord() {
    return content.toRecord();
  }

  /** Returns records of all kinds, for some users in turn. The server rejects a few of them. */
  static Stream<Numbered> random(int count, int users, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToObj(number -> random(number, users, random));
  }

  /** Returns profiles, each of a different user. */
  static Stream<Numbered> profiles(int count) {
    return IntStream.range(0, count).mapToObj(number -> profile(number, "user-" + number));
  }

  /** Returns the number of a record that the server received. */
  static int in(JsonNode record) {
    return switch (record.path("type").asText()) {
      case "event" -> record.path("evtData").path(NUMBER).intValue();
      case "profile" -> record.path("profileData").path(NUMBER).intValue();
      default -> Integer.parseInt(record.path("tokenData").path("id").asText());
    };
  }

  static Numbered profile(int number, String user) {
    return new Numbered(number, user, true, Profile.ofIdentity(user).set(NUMBER, number));
  }

  static Numbered event(int number, String user) {
    return new Numbered(
        number, user, false, Event.named("Viewed").identity(user).set(NUMBER, number));
  }

  static Numbered token(int number, String device) {
    DeviceToken token = DeviceToken.of(device, TokenType.FCM, String.valueOf(number));
    return new Numbered(number, device, true, token);
  }

  private static Numbered random(int number, int users, Random random) {
    String user = "user-" + random.nextInt(users);
    int kind = random.nextInt(200);
    if (kind == 0) {
      return token(number, user);
    }
    if (kind == 1) {
      Profile refused = Profile.ofIdentity(user).set(NUMBER, number).set(REFUSED, true);
      return new Numbered(number, user, true, refused);
    }
    if (kind < 10) {
      Profile profile = Profile.ofIdentity(user).set(NUMBER, number).increase("Visits", 1);
      return new Numbered(number, user, false, profile);
    }
    return kind < 60 ? event(number, user) : profile(number, user);
  }
}
