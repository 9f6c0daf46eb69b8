package io.clevertap.internal.api;

import feign.RequestTemplate;
import feign.codec.Encoder;
import io.clevertap.client.api.LimitException;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.CustomList;
import io.clevertap.internal.http.RequestMarks;
import io.clevertap.internal.record.Json;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of any operation as JSON, and marks those whose effect is milder than that of
 * their operation.
 */
public final class JsonEncoder implements Encoder {

  @Override
  public void encode(Object body, Type type, RequestTemplate template) {
    try {
      template.body(Json.write(body), StandardCharsets.UTF_8);
    } catch (LimitException e) {
      throw new IllegalArgumentException("The request is invalid: " + e.getMessage());
    }
    if (body instanceof CampaignRequest campaign && isTrue(campaign.isEstimateOnly())) {
      RequestMarks.dryRun(template);
    } else if (body instanceof CustomList list && isTrue(list.isReplace())) {
      RequestMarks.repeatable(template);
    }
  }

  private static boolean isTrue(@Nullable Boolean option) {
    return Boolean.TRUE.equals(option);
  }
}
