package io.clevertap.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clevertap.CleverTap;
import io.clevertap.ClientListener;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.UploadResult;
import io.clevertap.client.api.UploadApi;
import io.clevertap.micrometer.CleverTapMetrics;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class CleverTapAutoConfigurationTest {

  private static final String HEALTH = "cleverTapHealthIndicator";
  private static final HttpReply SUCCESS =
      HttpReply.json(200, "{\"status\":\"success\",\"processed\":1,\"unprocessed\":[]}");

  private final ApplicationContextRunner bare =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(CleverTapAutoConfiguration.class));
  private final ApplicationContextRunner runner =
      bare.withPropertyValues("clevertap.account-id=ACCOUNT", "clevertap.passcode=SECRET");

  @Test
  void client_fromProperties_hasTheRegionByItsCodeOrItsName() {
    for (String region : List.of("in1", "INDIA", "india")) {
      runner
          .withPropertyValues("clevertap.region=" + region)
          .run(
              context ->
                  assertThat(context.getBean(CleverTap.class))
                      .asString()
                      .contains("region INDIA", "ACCOUNT")
                      .doesNotContain("SECRET"));
    }
  }

  @Test
  void client_fromTheEnvironment_readsTheVariablesThatThePlainClientReads() {
    Map<String, Object> environment =
        Map.of(
            "CLEVERTAP_ACCOUNT_ID", "FROM-ENV",
            "CLEVERTAP_PASSCODE", "SECRET",
            "CLEVERTAP_REGION", "us1",
            "CLEVERTAP_MAX_CONCURRENT_UPLOADS", "2");
    bare.withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            environment)))
        .run(
            context -> {
              CleverTap cleverTap = context.getBean(CleverTap.class);
              assertThat(cleverTap).asString().contains("FROM-ENV", "UNITED_STATES");
              assertThatUploadsAtMost(cleverTap, 2);
            });
  }

  @Test
  void client_ofTheContext_isClosedWithIt() {
    CleverTap[] client = new CleverTap[1];
    runner.run(context -> client[0] = context.getBean(CleverTap.class));

    assertThatIllegalStateException()
        .isThrownBy(() -> client[0].api(UploadApi.class))
        .withMessageContaining("closed");
  }

  @Test
  void client_ofTheApplication_replacesTheStartersAndNeedsNoProperties() {
    CleverTap own = CleverTap.builder().credentials("OWN", "P").build();
    bare.withBean(CleverTap.class, () -> own)
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            context -> {
              assertThat(context.getBean(CleverTap.class)).isSameAs(own);
              assertThat(context).doesNotHaveBean(CleverTapMetrics.class).doesNotHaveBean(HEALTH);
            });
  }

  @Test
  void customizers_afterTheProperties_haveTheLastWordInTheirOrder() {
    runner
        .withPropertyValues("clevertap.region=in1")
        .withBean(
            "first",
            CleverTapBuilderCustomizer.class,
            () -> builder -> builder.baseUrl("https://first.example"))
        .withBean(
            "credentials",
            CleverTapBuilderCustomizer.class,
            () -> builder -> builder.credentials("FROM-VAULT", "P"))
        .run(
            context ->
                assertThat(context.getBean(CleverTap.class))
                    .asString()
                    .contains("https://first.example", "FROM-VAULT"));
  }

  @Test
  void customizer_thatGivesTheCredentials_makesPropertiesNeedless() {
    bare.withBean(
            CleverTapBuilderCustomizer.class,
            () -> builder -> builder.credentials("FROM-VAULT", "P"))
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void timeouts_fromProperties_hold() {
    runner
        .withPropertyValues("clevertap.base-url=http://127.0.0.1:1", "clevertap.call-timeout=25d")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidCleverTapConfigurationException.class)
                    .hasMessageContaining("call timeout"));
  }

  @Test
  void baseUrl_besideARegion_isWhereRequestsGo() throws Exception {
    try (LoopbackServer server = LoopbackServer.start(0, call -> SUCCESS)) {
      runner
          .withPropertyValues("clevertap.region=in1", "clevertap.base-url=" + server.baseUrl())
          .run(
              context ->
                  assertThat(context.getBean(CleverTap.class).upload(Profile.ofIdentity("42")))
                      .matches(UploadResult::allAccepted));
    }
  }

  @Test
  void meters_withARegistry_countWhatTheClientDoes() throws Exception {
    try (LoopbackServer server = LoopbackServer.start(0, call -> SUCCESS)) {
      runner
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withPropertyValues("clevertap.base-url=" + server.baseUrl())
          .run(
              context -> {
                context.getBean(CleverTap.class).upload(Profile.ofIdentity("42").name("Jack"));
                MeterRegistry registry = context.getBean(MeterRegistry.class);
                assertThat(registry.get("clevertap.records").counter().count()).isEqualTo(1);
              });
    }
  }

  @Test
  void listeners_ofTheApplication_areTold() throws Exception {
    List<RecordOutcome> told = new ArrayList<>();
    ClientListener listener =
        new ClientListener() {
          @Override
          public void settled(List<RecordOutcome> outcomes) {
            told.addAll(outcomes);
          }
        };
    try (LoopbackServer server = LoopbackServer.start(0, call -> SUCCESS)) {
      runner
          .withBean(ClientListener.class, () -> listener)
          .withPropertyValues("clevertap.base-url=" + server.baseUrl())
          .run(
              context ->
                  context.getBean(CleverTap.class).upload(Profile.ofIdentity("42").name("Jack")));
    }
    assertThat(told).hasSize(1);
  }

  @Test
  void observations_whereThereAreTraces_areMadeOfEachAttempt() {
    List<String> observed = new ArrayList<>();
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStop(Observation.Context context) {
                observed.add(context.getName());
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    runner
        .withBean(ObservationRegistry.class, () -> registry)
        .withPropertyValues("clevertap.base-url=http://127.0.0.1:1", "clevertap.max-attempts=1")
        .run(
            context ->
                catchThrowable(() -> context.getBean(CleverTap.class).profileByIdentity("42")));

    assertThat(observed).containsExactly("clevertap.requests");
  }

  @Test
  void classPath_withoutMicrometer_stillHasTheClientAndItsHealth() {
    runner
        .withClassLoader(new FilteredClassLoader("io.micrometer"))
        .run(context -> assertThat(context).hasSingleBean(CleverTap.class).hasBean(HEALTH));
  }

  @Test
  void classPath_withoutTheActuator_stillHasTheClient() {
    runner
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.actuate", "org.springframework.boot.health"))
        .run(context -> assertThat(context).hasSingleBean(CleverTap.class).doesNotHaveBean(HEALTH));
  }

  private static void assertThatUploadsAtMost(CleverTap cleverTap, int uploads) {
    assertThat(catchThrowable(() -> cleverTap.bulk().parallelism(uploads + 1)))
        .hasMessageContaining("between 1 and " + uploads);
  }
}
