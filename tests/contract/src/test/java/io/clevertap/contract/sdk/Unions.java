package io.clevertap.contract.sdk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.clevertap.client.model.CampaignSchedule;
import io.clevertap.client.model.EmailContent;
import io.clevertap.client.model.PushContent;
import io.clevertap.client.model.SmsContent;
import io.clevertap.client.model.WebPushContent;
import io.clevertap.client.model.WhatsappContent;
import java.io.IOException;
import java.util.List;

/**
 * Reads the properties of a campaign that may be one of several models as the first model that
 * fits, as a user of the SDK would set them.
 */
abstract class Unions {

  @JsonDeserialize(using = FirstThatFits.class)
  abstract void setContent(Object content);

  @JsonDeserialize(using = FirstThatFits.class)
  abstract void setWhen(Object when);

  static final class FirstThatFits extends JsonDeserializer<Object> {

    private static final ObjectMapper STRICT = new ObjectMapper();
    private static final List<Class<?>> MODELS =
        List.of(
            SmsContent.class,
            PushContent.class,
            EmailContent.class,
            WebPushContent.class,
            WhatsappContent.class,
            CampaignSchedule.class);

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      JsonNode value = json.readValueAsTree();
      for (Class<?> model : MODELS) {
        try {
          return STRICT.treeToValue(value, model);
        } catch (JsonProcessingException | IllegalArgumentException notThisOne) {
          continue;
        }
      }
      if (value.isObject()) {
        throw JsonMappingException.from(json, "fits none of " + MODELS);
      }
      return STRICT.treeToValue(value, Object.class);
    }
  }
}
