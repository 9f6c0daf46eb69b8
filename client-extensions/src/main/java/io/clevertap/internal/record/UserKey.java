package io.clevertap.internal.record;

import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.UploadRecord;
import org.jspecify.annotations.Nullable;

/** Whose a record is: the first of the identifiers that it has. */
public final class UserKey {

  private UserKey() {}

  /** Returns the identifier; empty when the record has none. */
  static String of(UploadRecord record) {
    if (record instanceof ProfileRecord profile) {
      return first(
          profile.getIdentity(), profile.getObjectId(), profile.getFbid(), profile.getGpid());
    }
    if (record instanceof EventRecord event) {
      return first(event.getIdentity(), event.getObjectId(), event.getFbid(), event.getGpid());
    }
    return record instanceof TokenRecord token ? first(token.getObjectId()) : "";
  }

  private static String first(@Nullable String... identifiers) {
    for (String identifier : identifiers) {
      if (identifier != null) {
        return identifier;
      }
    }
    return "";
  }
}
