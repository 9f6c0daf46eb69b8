package io.clevertap.internal.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import feign.Feign;
import feign.Request;
import feign.Response;
import feign.codec.EncodeException;
import io.clevertap.client.api.CampaignsApi;
import io.clevertap.client.api.ListsApi;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.CustomList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the clients below Feign do with a mark is tested where they are. */
class JsonEncoderTest {

  private final AtomicReference<Request> sent = new AtomicReference<>();

  @Test
  void encode_body_isJsonWithoutWhatIsNotSet() {
    api(CampaignsApi.class).createCampaign(new CampaignRequest().name("Zoë"));

    assertThat(new String(sent.get().body(), UTF_8)).isEqualTo("{\"name\":\"Zoë\"}");
  }

  @Test
  void encode_whatJsonCannotRepresent_isInvalid() {
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(
            () -> api(CampaignsApi.class).createCampaign(new CampaignRequest().name("a\uD83D")))
        .withCauseInstanceOf(IllegalArgumentException.class)
        .withMessageContaining("The request is invalid")
        .withMessageContaining("unpaired surrogate");
  }

  @Test
  void encode_requestThatOnlyEstimates_isMarkedAsWithoutEffect() {
    api(CampaignsApi.class).createCampaign(new CampaignRequest().estimateOnly(true));

    assertThat(sent.get().headers())
        .containsKey("io.clevertap.no-effect")
        .doesNotContainKey("io.clevertap.repeatable");
  }

  @Test
  void encode_requestThatReplacesAList_isMarkedAsRepeatable() {
    api(ListsApi.class).completeListUpload(new CustomList().replace(true));

    assertThat(sent.get().headers())
        .containsKey("io.clevertap.repeatable")
        .doesNotContainKey("io.clevertap.no-effect");
  }

  @Test
  void encode_requestThatHasAnEffectEachTime_isNotMarked() {
    api(CampaignsApi.class).createCampaign(new CampaignRequest());

    assertThat(sent.get().headers())
        .doesNotContainKeys("io.clevertap.no-effect", "io.clevertap.repeatable");
  }

  private <T> T api(Class<T> type) {
    return Feign.builder()
        .encoder(new JsonEncoder())
        .decoder((response, result) -> null)
        .client(
            (request, options) -> {
              sent.set(request);
              return Response.builder().request(request).status(200).body("{}", UTF_8).build();
            })
        .target(type, "http://127.0.0.1");
  }
}
