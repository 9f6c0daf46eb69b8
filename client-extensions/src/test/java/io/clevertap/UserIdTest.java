package io.clevertap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.TokenType;
import org.junit.jupiter.api.Test;

/** Each record, and its outcome, names its user. */
class UserIdTest {

  @Test
  void userId_ofEachKindOfRecord_isItsIdentifier() {
    assertThat(Profile.ofIdentity("42").userId()).contains(UserId.identity("42"));
    assertThat(Profile.ofFacebookId("42").userId()).contains(UserId.facebookId("42"));
    assertThat(Profile.ofGooglePlusId("42").userId()).contains(UserId.googleId("42"));
    assertThat(Event.named("Seen").objectId("_a").userId()).contains(UserId.objectId("_a"));
    assertThat(DeviceToken.of("_a", TokenType.FCM, "t").userId()).contains(UserId.objectId("_a"));
  }

  @Test
  void userId_ofARecordWithoutIdentifier_isEmpty() {
    Uploadable nobody = ProfileRecord::new;
    Uploadable blank = () -> new ProfileRecord().identity(" ");

    assertThat(nobody.userId()).isEmpty();
    assertThat(blank.userId()).isEmpty();
  }

  @Test
  void userId_ofAnOutcome_isTheRecords() {
    assertThat(new Rejected(Profile.ofIdentity("42"), 515, "").userId())
        .contains(UserId.identity("42"));
  }

  @Test
  void toString_ofAUserId_containsNoValue() {
    assertThat(UserId.email("jack@gmail.com")).hasToString("UserId[email address]");
  }

  @Test
  void identity_blank_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserId.identity(" "))
        .withMessage("The identity is blank");
  }

  @Test
  void toJson_ofAProfile_isWhatIsSent() {
    assertThat(Profile.ofIdentity("42").set("Plan", "Gold").toJson())
        .isEqualTo(
            "{\"type\":\"profile\",\"identity\":\"42\",\"profileData\":{\"Plan\":\"Gold\"}}");
  }

  @Test
  void toJson_ofAValueThatJsonCannotRepresent_isRefused() {
    Uploadable record =
        () ->
            (ProfileRecord)
                new ProfileRecord()
                    .profileData(
                        new io.clevertap.client.model.ProfileProperties()
                            .putAdditionalProperty("x", Double.NaN));

    assertThatIllegalArgumentException().isThrownBy(record::toJson).withMessageContaining("NaN");
  }
}
