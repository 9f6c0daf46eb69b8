package io.clevertap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.clevertap.client.model.CampaignChannel;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.CampaignSchedule;
import io.clevertap.client.model.EmailContent;
import io.clevertap.client.model.PushContent;
import io.clevertap.client.model.SmsContent;
import io.clevertap.client.model.WebPushContent;
import io.clevertap.client.model.WhatsappContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a campaign in JSON. A field that the API does not have is an error, because CleverTap would
 * ignore it, and might send messages to more users than intended.
 */
final class CampaignFile {

  private CampaignFile() {}

  /**
   * Reads a file, or the standard input for {@code -}.
   *
   * @throws IllegalArgumentException if it contains no campaign; the message states where
   */
  static CampaignRequest read(Path file) throws IOException {
    byte[] json = file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
    JsonNode tree;
    try {
      tree = RecordJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON, in line " + e.getLocation().getLineNr());
    }
    if (!tree.isObject()) {
      throw new IllegalArgumentException("not a JSON object");
    }
    CampaignRequest request = read(tree, "", CampaignRequest.class);
    JsonNode content = tree.path(CampaignRequest.JSON_PROPERTY_CONTENT);
    if (request.getTargetMode() != null && content.isObject()) {
      request.setContent(read(content, "content.", content(request.getTargetMode())));
    }
    JsonNode when = tree.path(CampaignRequest.JSON_PROPERTY_WHEN);
    if (when.isObject()) {
      request.setWhen(read(when, "when.", CampaignSchedule.class));
    }
    return request;
  }

  private static Class<?> content(CampaignChannel channel) {
    return switch (channel) {
      case PUSH -> PushContent.class;
      case EMAIL -> EmailContent.class;
      case SMS -> SmsContent.class;
      case WEBPUSH -> WebPushContent.class;
      case WHATSAPP -> WhatsappContent.class;
    };
  }

  private static <T> T read(JsonNode json, String place, Class<T> model) {
    try {
      return RecordJson.MAPPER.treeToValue(json, model);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException("unknown field " + place + path(e));
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException("wrong value of " + place + path(e));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("wrong value of " + place);
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.append(
          step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
    }
    return path.length() == 0 ? "the document" : path.substring(1);
  }
}
