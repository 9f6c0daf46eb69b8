package io.clevertap.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clevertap.test.FakeCleverTap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkConfigTest {

  static final Map<String, String> VALID =
      Map.of(
          "name", "sink",
          "clevertap.account.id", "TEST-KAFKA",
          "clevertap.passcode", "secret-passcode",
          "clevertap.region", "in1",
          "event.name", "Seen");

  /** Returns valid options for the account of a server. */
  static Map<String, String> of(FakeCleverTap server) {
    Map<String, String> options = new HashMap<>(VALID);
    options.remove("clevertap.region");
    options.put("clevertap.base.url", server.baseUrl());
    options.put("clevertap.account.id", server.accountId());
    options.put("clevertap.passcode", server.passcode());
    return options;
  }

  @ParameterizedTest
  @CsvSource({
    "clevertap.region, mars",
    "clevertap.region, ''",
    "record.type, people",
    "record.type.from, ''",
    "user.id.from, somewhere",
    "user.id.from, none",
    "user.id.from, ''",
    "user.id.kind, phone",
    "event.name, ''",
    "topic.event.names, orders",
    "event.name.from, record",
    "timestamp.from, valueat",
    "timestamp.from, ''",
    "fields.rename, a",
    "behavior.on.null.values, delete",
    "behavior.on.rejected, retry",
    "behavior.on.ambiguous, ignore",
    "max.concurrent.uploads, 0",
    "max.concurrent.uploads, many",
    "linger.ms, -1",
    "max.attempts, 0",
  })
  void config_invalidValue_isNamedAtItsOption(String option, String value) {
    Map<String, String> options = new HashMap<>(VALID);
    options.put(option, value);

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new SinkConfig(options))
        .withMessageContaining(option);
  }

  @Test
  void config_twoNamesForTheEvents_isRefused() {
    Map<String, String> options = new HashMap<>(VALID);
    options.put("event.name.from", "topic");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new SinkConfig(options))
        .withMessageContaining("exactly one");
  }

  @Test
  void client_ofTheOptions_showsNoPasscode() {
    SinkConfig config = new SinkConfig(VALID);

    assertThat(config.values().toString()).doesNotContain("secret-passcode");
    assertThat(config.client().build().toString()).doesNotContain("secret-passcode");
  }

  @Test
  void definition_everyOption_isDocumentedInAGroup() {
    assertThat(SinkConfig.DEFINITION.configKeys().values())
        .allSatisfy(
            option -> {
              assertThat(option.documentation).endsWith(".");
              assertThat(option.group).isNotBlank();
            });
  }
}
