package io.clevertap.internal.api;

import io.clevertap.UserId;
import io.clevertap.client.model.Recipients;
import io.clevertap.client.model.TriggerRecipients;

/** Puts users into the requests of messages, and checks how many they are in total. */
public final class Addressees {

  private Addressees() {}

  /**
   * Returns the users of a message.
   *
   * @throws IllegalArgumentException when there is none, or there are too many
   */
  public static Recipients of(UserId... users) {
    requireNumber(users.length, Recipients.IDENTITY_MAX_ITEMS);
    Recipients recipients = new Recipients();
    for (UserId user : users) {
      switch (user.kind()) {
        case IDENTITY -> recipients.addIdentityItem(user.value());
        case OBJECT_ID -> recipients.addObjectIdItem(user.value());
        case EMAIL -> recipients.addEmailItem(user.value());
        case FACEBOOK_ID -> recipients.addFbidItem(user.value());
        case GOOGLE_ID -> recipients.addGpidItem(user.value());
      }
    }
    return recipients;
  }

  /**
   * Returns the users for whom a campaign is triggered.
   *
   * @throws IllegalArgumentException also when one has an identifier that CleverTap does not accept
   *     here
   */
  public static TriggerRecipients ofTrigger(UserId... users) {
    requireNumber(users.length, TriggerRecipients.IDENTITY_MAX_ITEMS);
    TriggerRecipients recipients = new TriggerRecipients();
    for (UserId user : users) {
      switch (user.kind()) {
        case IDENTITY -> recipients.addIdentityItem(user.value());
        case OBJECT_ID -> recipients.addObjectIdItem(user.value());
        case EMAIL -> recipients.addEmailItem(user.value());
        default ->
            throw new IllegalArgumentException(
                user + ": a trigger needs an identity, an email address or a CleverTap id");
      }
    }
    return recipients;
  }

  private static void requireNumber(int users, int max) {
    if (users == 0) {
      throw new IllegalArgumentException("There is no user");
    }
    if (users > max) {
      throw new IllegalArgumentException(
          "There are %d users; send the message to at most %d at a time".formatted(users, max));
    }
  }
}
