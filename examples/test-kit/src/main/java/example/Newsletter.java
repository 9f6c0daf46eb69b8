package example;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.exception.CleverTapException;

/** Uses CleverTap; the test shows how to test such a class. */
public final class Newsletter {

  private final CleverTap cleverTap;

  public Newsletter(CleverTap cleverTap) {
    this.cleverTap = cleverTap;
  }

  /** Returns whether CleverTap accepted the subscription. */
  public boolean subscribe(String identity) {
    try {
      return cleverTap.upload(Event.named("Subscribed").identity(identity)).allAccepted();
    } catch (CleverTapException e) {
      return false;
    }
  }
}
