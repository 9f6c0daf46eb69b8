package io.clevertap.internal.record;

import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.PropertyOperator;
import io.clevertap.client.model.UploadRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides whether a record may be resent when the outcome of an attempt is unknown. */
public final class Repeatability {

  private Repeatability() {}

  /** Returns false for an event and for an operator, which CleverTap would apply twice. */
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
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      if (isOperator(property.getValue())) {
        return false;
      }
    }
    return true;
  }

  public static boolean isOperator(@Nullable Object value) {
    return value instanceof PropertyOperator
        || !(value instanceof String || value instanceof Number) // faster than to rule out Map
            && value instanceof Map<?, ?> map
            && map.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith("$"));
  }
}
