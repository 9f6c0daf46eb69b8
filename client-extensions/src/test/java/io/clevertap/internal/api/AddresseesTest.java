package io.clevertap.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.UserId;
import io.clevertap.client.model.Recipients;
import io.clevertap.client.model.TriggerRecipients;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class AddresseesTest {

  private static final int MAX = Recipients.IDENTITY_MAX_ITEMS;

  @Test
  void of_eachKind_isAddressedByIt() {
    Recipients recipients =
        Addressees.of(
            UserId.identity("42"),
            UserId.objectId("__42"),
            UserId.email("a@example.com"),
            UserId.facebookId("f42"),
            UserId.googleId("g42"));

    assertThat(recipients)
        .isEqualTo(
            new Recipients()
                .addIdentityItem("42")
                .addObjectIdItem("__42")
                .addEmailItem("a@example.com")
                .addFbidItem("f42")
                .addGpidItem("g42"));
  }

  @Test
  void ofTrigger_eachKindThatATriggerAccepts_isAddressedByIt() {
    TriggerRecipients recipients =
        Addressees.ofTrigger(
            UserId.identity("42"), UserId.objectId("__42"), UserId.email("a@example.com"));

    assertThat(recipients)
        .isEqualTo(
            new TriggerRecipients()
                .addIdentityItem("42")
                .addObjectIdItem("__42")
                .addEmailItem("a@example.com"));
  }

  @Test
  void ofTrigger_kindThatATriggerDoesNotAccept_isInvalid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Addressees.ofTrigger(UserId.googleId("g42")))
        .withMessageContaining("a trigger needs an identity");
  }

  @Test
  void of_nobody_isInvalid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Addressees.of())
        .withMessage("There is no user");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Addressees.ofTrigger())
        .withMessage("There is no user");
  }

  @Test
  void of_asManyAsAMessageMayHave_isValid() {
    assertThat(Addressees.of(users(MAX)).getIdentity()).hasSize(MAX);
  }

  @Test
  void of_tooMany_isInvalid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Addressees.of(users(MAX + 1)))
        .withMessageContaining("There are 1001 users")
        .withMessageContaining("at most 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Addressees.ofTrigger(users(MAX + 1)))
        .withMessageContaining("There are 1001 users");
  }

  private static UserId[] users(int number) {
    return Collections.nCopies(number, UserId.identity("42")).toArray(UserId[]::new);
  }
}
