package io.clevertap;

import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.TokenType;
import io.clevertap.client.model.WebPushKeys;

/**
 * The record that registers a push token for a device. Only a CleverTap id can identify the device,
 * so the user must have opened an app with CleverTap's SDK before. Immutable.
 */
public final class DeviceToken implements Uploadable {

  private final String objectId;
  private final TokenData token;

  private DeviceToken(String objectId, TokenData token) {
    this.objectId = objectId;
    this.token = token;
  }

  /**
   * Returns the record for a token of a device.
   *
   * @param objectId the CleverTap id of the device
   * @param type the push service that issued the token
   * @param token the token as the push service issued it
   */
  public static DeviceToken of(String objectId, TokenType type, String token) {
    return new DeviceToken(objectId, new TokenData().type(type).id(token));
  }

  /**
   * Returns the record for a web push subscription of Chrome, with its keys.
   *
   * @param objectId the CleverTap id of the browser
   * @param token the token as the push service issued it
   * @param p256dh the subscription's public key
   * @param auth the subscription's authentication secret
   */
  public static DeviceToken ofChrome(String objectId, String token, String p256dh, String auth) {
    WebPushKeys keys = new WebPushKeys().p256dh(p256dh).auth(auth);
    return new DeviceToken(objectId, new TokenData().type(TokenType.CHROME).id(token).keys(keys));
  }

  @Override
  public TokenRecord toRecord() {
    return new TokenRecord().objectId(objectId).tokenData(token);
  }

  /** Returns the push service, without the device and the token. */
  @Override
  public String toString() {
    return "DeviceToken[" + token.getType() + "]";
  }
}
