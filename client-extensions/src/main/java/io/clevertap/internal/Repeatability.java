package io.clevertap.internal;

import feign.Request;
import feign.RequestTemplate;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.PropertyOperator;
import io.clevertap.client.model.UploadRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request may be sent again when it is not known what became of it. The encoder knows the
 * records and marks the request; the retries read the mark and take it off, so that it is never
 * sent.
 */
final class Repeatability {

  private static final String MARK = "io.clevertap.repeatable";
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
    template.header(MARK, UPLOAD);
  }

  static void markDryRun(RequestTemplate template) {
    template.header(MARK, DRY_RUN);
  }

  /** Tells whether the request may change anything at all. */
  static boolean mayApply(Request request) {
    return request.httpMethod() != Request.HttpMethod.GET
        && !request.headers().getOrDefault(MARK, List.of()).contains(DRY_RUN);
  }

  static boolean isRepeatable(Request request) {
    return request.httpMethod() == Request.HttpMethod.GET || request.headers().containsKey(MARK);
  }

  static Request withoutMark(Request request) {
    if (!request.headers().containsKey(MARK)) {
      return request;
    }
    Map<String, Collection<String>> headers = new LinkedHashMap<>(request.headers());
    headers.remove(MARK);
    return Request.create(
        request.httpMethod(),
        request.url(),
        headers,
        request.body(),
        request.charset(),
        request.requestTemplate());
  }

  static boolean isOperator(@Nullable Object value) {
    return value instanceof PropertyOperator
        || value instanceof Map<?, ?> map
            && map.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith("$"));
  }
}
