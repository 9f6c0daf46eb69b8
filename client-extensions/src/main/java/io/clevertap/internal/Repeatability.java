package io.clevertap.internal;

import feign.Request;
import feign.RequestTemplate;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.PropertyOperator;
import io.clevertap.client.model.UploadRecord;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request may be sent again when it is not known what became of it. The encoder knows the
 * records and marks the request; the retries read the mark.
 */
final class Repeatability {

  private static final String MARK = "repeatable";
  private static final String UPLOAD = "upload";
  private static final String DRY_RUN = "dry-run";

  private Repeatability() {}

  /** An event that is sent twice is stored twice, and an operator applied twice counts twice. */
  static boolean isRepeatable(UploadRecord record) {
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

  static void mark(RequestTemplate template) {
    Marks.put(template, MARK, UPLOAD);
  }

  static void markDryRun(RequestTemplate template) {
    Marks.put(template, MARK, DRY_RUN);
  }

  /** Tells whether the request may change anything at all. */
  static boolean mayApply(Request request) {
    return request.httpMethod() != Request.HttpMethod.GET
        && !Marks.get(request, MARK).equals(Optional.of(DRY_RUN));
  }

  static boolean isRepeatable(Request request) {
    return request.httpMethod() == Request.HttpMethod.GET || Marks.get(request, MARK).isPresent();
  }

  static boolean isOperator(@Nullable Object value) {
    return value instanceof PropertyOperator
        || value instanceof Map<?, ?> map
            && map.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith("$"));
  }
}
