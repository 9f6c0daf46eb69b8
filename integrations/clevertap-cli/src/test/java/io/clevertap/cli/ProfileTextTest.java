package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.client.model.UserProfile;
import org.junit.jupiter.api.Test;

class ProfileTextTest {

  @Test
  void of_dates_areWrittenForPeople() {
    UserProfile profile =
        new UserProfile()
            .putProfileDataItem("since", "$D_1767225600")
            .putProfileDataItem("code", "$D_x")
            .putProfileDataItem("score", 7);

    assertThat(ProfileText.of(profile))
        .contains("since                2026-01-01T00:00:00Z")
        .contains("code                 $D_x")
        .contains("score                7");
  }
}
