package io.clevertap.contract.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.model.UserProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The SDK requests profiles as the description states, and reads them from each of its responses.
 */
class ProfileContractTest extends SdkAgainstPrism {

  @Test
  void profileByEmail_ofTheQuickStart_isRead() {
    UserProfile george = cleverTap.profileByEmail("george.montana@clevertap.com").orElseThrow();

    assertThat(george.getName()).isEqualTo("George Montana");
    assertThat(george.getAllIdentities()).isEqualTo(List.of("george.montana@clevertap.com"));
    assertThat(george.getProfileData()).isEqualTo(Map.of("customertype", "Silver"));
    assertThat(query()).isEqualTo("email=george.montana@clevertap.com");
  }

  @Test
  void profileByEmail_withReservedCharacters_arrivesAsItWas() {
    cleverTap.profileByEmail("a+b&c={d}@exämple.com");

    assertThat(query()).isEqualTo("email=a+b&c={d}@exämple.com");
    assertThat(proxy.exchanges().get(0).uri().getRawQuery()).contains("%2B", "%26");
  }

  @Test
  void profileByIdentity_ofAPhone_keepsThePlus() {
    assertThat(cleverTap.profileByIdentity("+14155551234")).isPresent();

    assertThat(proxy.exchanges().get(0).uri().getRawQuery()).isEqualTo("identity=%2B14155551234");
  }

  @Test
  void profileByObjectId_withDevices_isRead() {
    proxy.prefer("code=200, example=profile");

    UserProfile jack =
        cleverTap.profileByObjectId("-1a063854f83a4c6484285039ecff87cb").orElseThrow();

    assertThat(jack.getEvents().get("Charged").getCount()).isEqualTo(6);
    assertThat(jack.getPlatformInfo().get(0).getMake()).isEqualTo("Apple");
    assertThat(query()).isEqualTo("objectId=-1a063854f83a4c6484285039ecff87cb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=200, example=noSuchProfile",
        "code=200, example=noSuchProfileFail",
        "code=404, example=notFound"
      })
  void profile_thatIsNotThere_isEmpty(String answer) {
    proxy.prefer(answer);

    assertThat(cleverTap.profileByIdentity("nobody")).isEmpty();
  }

  @Test
  void api_asGenerated_readsTheSame() {
    assertThat(cleverTap.api(ProfilesApi.class).getProfile(null, "1", null).getRecord().getName())
        .isEqualTo("George Montana");
  }

  private String query() {
    return proxy.exchanges().get(0).uri().getQuery();
  }
}
