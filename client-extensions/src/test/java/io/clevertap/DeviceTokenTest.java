package io.clevertap;

import static io.clevertap.internal.upload.Batches.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.client.model.TokenType;
import org.junit.jupiter.api.Test;

class DeviceTokenTest {

  @Test
  void of_eachType_isSentUnderItsName() {
    assertThat(json(DeviceToken.of("device", TokenType.FCM, "secret")))
        .isEqualTo(
            """
            {"type":"token","objectId":"device","tokenData":{"id":"secret","type":"fcm"}}\
            """);
    assertThat(json(DeviceToken.of("device", TokenType.APNS, "secret"))).contains("\"apns\"");
  }

  @Test
  void ofChrome_keys_areSent() {
    assertThat(json(DeviceToken.ofChrome("device", "secret", "public", "auth")))
        .contains(
            """
            "type":"chrome","keys":{"p256dh":"public","auth":"auth"}\
            """);
  }

  @Test
  void toString_deviceAndToken_areNotInIt() {
    assertThat(DeviceToken.ofChrome("device", "secret", "public", "auth"))
        .hasToString("DeviceToken[chrome]");
  }
}
