package io.clevertap.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.test.FakeCleverTap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleverTapSinkConnectorTest {

  private final CleverTapSinkConnector connector = new CleverTapSinkConnector();
  private final Map<String, String> options = new HashMap<>();
  private FakeCleverTap server;

  @BeforeEach
  void start() {
    server = FakeCleverTap.start();
    options.putAll(SinkConfigTest.of(server));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 15, 15",
    "2, 15, '8,7'",
    "4, 15, '4,4,4,3'",
    "20, 15, '1,1,1,1,1,1,1,1,1,1,1,1,1,1,1'",
    "3, 2, '1,1'"
  })
  void taskConfigs_anyNumber_shareTheLimit(int maxTasks, String limit, String shares) {
    options.put("max.concurrent.uploads", limit);
    connector.start(options);

    List<Map<String, String>> tasks = connector.taskConfigs(maxTasks);

    assertThat(tasks)
        .extracting(task -> task.get("max.concurrent.uploads"))
        .containsExactly(shares.split(","));
    assertThat(tasks).allSatisfy(task -> new SinkConfig(task));
  }

  @Test
  void validate_validOptions_areCheckedByADryRun() {
    assertThat(errors()).isEmpty();
    assertThat(server.uploads()).singleElement().satisfies(u -> assertThat(u.dryRun()).isTrue());
    assertThat(server.profile("connector-check")).isEmpty();
  }

  @Test
  void validate_wrongPasscode_isAnErrorOfTheAccountsOptions() {
    options.put("clevertap.passcode", "wrong-passcode");

    assertThat(errors())
        .containsOnlyKeys("clevertap.account.id", "clevertap.passcode", "clevertap.region");
    assertThat(errors().toString()).doesNotContain("wrong-passcode");
  }

  @Test
  void validate_passcodeOfAConfigProvider_isNotSent() {
    options.put("clevertap.passcode", "${env:CLEVERTAP_PASSCODE}");

    assertThat(errors()).isEmpty();
    assertThat(server.uploads()).isEmpty();
  }

  @Test
  void validate_serverThatIsAway_isNoError() {
    server.close();

    assertThat(errors()).isEmpty();
  }

  @Test
  void validate_optionsThatContradict_areAnErrorOfOneOfThem() {
    options.put("event.name.from", "topic");

    assertThat(errors()).containsOnlyKeys("event.name");
  }

  @Test
  void connector_isFoundByItsService() {
    assertThat(ServiceLoader.load(SinkConnector.class))
        .hasOnlyElementsOfType(CleverTapSinkConnector.class)
        .extracting(SinkConnector::version)
        .allSatisfy(version -> assertThat(version).matches("\\d+\\.\\d+.*"));
  }

  private Map<String, List<String>> errors() {
    Config config = connector.validate(options);
    Map<String, List<String>> errors = new HashMap<>();
    config.configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .forEach(value -> errors.put(value.name(), value.errorMessages()));
    return errors;
  }
}
