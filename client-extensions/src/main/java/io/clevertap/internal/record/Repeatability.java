package io.clevertap.internal.record;

import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.PropertyOperator;
import io.clevertap.client.model.UploadRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether a record may be sent again when the outcome of an attempt is unknown. */
public final class Repeatability {

  private Repeatability() {}

  /** An event that is sent twice is stored twice, and an operator applied twice counts twice. */
  public static boolean isRepeatable(UploadRecord record) {
    if (record instanceof ProfileRecord profile) {
      ProfileProperties properties = profile.getProfileData();
      return properties == null
          || !isOperator(properties.getName())
              && !isOperator(properties.getGender())
              && hasNoOperator(properties.getAdditionalProperties());
    }
    return !(record instanceof EventRecord);
  }

  private static boolean hasNoOperator(Map<String, Object> properties) {
    for (Object value : properties.values()) {
      if (isOperator(value)) {
        return false;
      }
    }
    return true;
  }

  public static boolean isOperator(@Nullable Object value) {
    return value instanceof PropertyOperator
        || value instanceof Map<?, ?> map
            && map.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith("$"));
  }
}
