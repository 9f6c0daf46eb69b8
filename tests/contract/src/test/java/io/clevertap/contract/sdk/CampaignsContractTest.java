package io.clevertap.contract.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clevertap.UserId;
import io.clevertap.client.model.Campaign;
import io.clevertap.client.model.CampaignAudience;
import io.clevertap.client.model.CampaignChannel;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.PushContent;
import io.clevertap.client.model.PushMessage;
import io.clevertap.client.model.SmsContent;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.UnexpectedResponseException;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Campaigns and messages of the SDK fit the description, and so do its results. */
class CampaignsContractTest extends SdkAgainstPrism {

  private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);

  private final CampaignRequest campaign =
      new CampaignRequest()
          .name("Sale")
          .targetMode(CampaignChannel.SMS)
          .where(new CampaignAudience())
          .content(new SmsContent().body("Sale"))
          .when("now");

  @Test
  void create_ofACampaign_returnsItsIdAndReach() {
    assertThat(cleverTap.campaigns().create(campaign).getId()).isEqualTo(1457433898);
  }

  @Test
  void create_whoseResponseHasNoId_mayHaveCreatedIt() {
    proxy.prefer("code=200, example=estimated");

    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> cleverTap.campaigns().create(campaign))
        .satisfies(
            failure -> {
              assertThat(failure.outcomeUnknown()).isTrue();
              assertThat(failure.bodyStart()).contains("estimates");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"nameIsEmpty", "whereIsMissing", "channelIsMissing"})
  void create_thatIsRejected_hasTheReasonAndWasNotApplied(String example) {
    proxy.prefer("code=200, example=" + example);

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> cleverTap.campaigns().create(campaign))
        .satisfies(
            failure -> {
              assertThat(failure.outcomeUnknown()).isFalse();
              assertThat(failure.reason()).isNotEmpty();
            });
  }

  @Test
  void estimate_ofACampaign_returnsItsReach() {
    proxy.prefer("code=200, example=estimated");

    assertThat(cleverTap.campaigns().estimate(campaign)).isEqualTo(Map.of("web", 2L));
  }

  @Test
  void list_ofDays_returnsTheCampaigns() {
    assertThat(cleverTap.campaigns().list(TODAY, TODAY))
        .extracting(Campaign::getStatus)
        .containsExactly("completed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "noneWithoutTargets"})
  void list_whereThereIsNone_isEmpty(String example) {
    proxy.prefer("code=200, example=" + example);

    assertThat(cleverTap.campaigns().list(TODAY, TODAY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=200, example=notCompleted",
        "code=200, example=notCompletedAsSuccess",
        "code=409, example=notCompleted",
        "code=500, example=noResultYet"
      })
  void report_thatIsNotReady_isEmpty(String preference) {
    proxy.prefer(preference);

    assertThat(cleverTap.campaigns().report(1)).isEmpty();
  }

  @Test
  void report_ofACampaign_returnsItsNumbers() {
    assertThat(cleverTap.campaigns().report(1).orElseThrow().getSent()).isEqualTo(82);
  }

  @Test
  void send_thatIsRejected_hasTheReason() {
    PushMessage message = new PushMessage().content(new PushContent().title("Hi").body("Hi"));
    proxy.prefer("code=200, example=rejected");

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> cleverTap.campaigns().send(message, UserId.identity("1")))
        .satisfies(
            failure ->
                assertThat(failure.reason()).contains("Field title is empty (inside content)"));
  }
}
