package io.clevertap.kafka;

import io.clevertap.CleverTap;
import io.clevertap.Profile;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.CleverTapException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads the records of topics to CleverTap, as profiles, events or device tokens. */
public final class CleverTapSinkConnector extends SinkConnector {

  private static final Logger LOG = LoggerFactory.getLogger(CleverTapSinkConnector.class);
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(10);
  private static final List<String> OF_THE_ACCOUNT =
      List.of(SinkConfig.ACCOUNT_ID, SinkConfig.PASSCODE, SinkConfig.REGION);

  private Map<String, String> options = Map.of();

  @Override
  public String version() {
    return Version.VERSION;
  }

  @Override
  public ConfigDef config() {
    return SinkConfig.DEFINITION;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return CleverTapSinkTask.class;
  }

  @Override
  public void start(Map<String, String> properties) {
    options = Map.copyOf(properties);
    new SinkConfig(options);
  }

  /** Shares the limit of the account between the tasks, of which there are no more than that. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    int limit = new SinkConfig(options).getInt(SinkConfig.MAX_CONCURRENT_UPLOADS);
    int tasks = Math.min(maxTasks, limit);
    List<Map<String, String>> configs = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      Map<String, String> config = new HashMap<>(options);
      int share = limit / tasks + (i < limit % tasks ? 1 : 0);
      config.put(SinkConfig.MAX_CONCURRENT_UPLOADS, String.valueOf(share));
      config.put(SinkConfig.TASK, String.valueOf(i));
      configs.add(config);
    }
    return configs;
  }

  /** Checks the options, and the credentials by a dry run, which stores nothing. */
  @Override
  public Config validate(Map<String, String> properties) {
    Config config = super.validate(properties);
    boolean valid = config.configValues().stream().allMatch(v -> v.errorMessages().isEmpty());
    boolean resolved =
        Stream.concat(OF_THE_ACCOUNT.stream(), Stream.of(SinkConfig.BASE_URL))
            .noneMatch(name -> properties.getOrDefault(name, "").contains("${"));
    if (valid) {
      try {
        SinkConfig parsed = new SinkConfig(properties);
        new RecordConverter(parsed);
        if (resolved) {
          checkCredentials(parsed, config);
        }
      } catch (ConfigException e) {
        add(config, optionOf(e), e);
      }
    }
    return config;
  }

  @Override
  public void stop() {
    options = Map.of();
  }

  private static void checkCredentials(SinkConfig parsed, Config config) {
    try (CleverTap cleverTap =
        parsed
            .client()
            .maxAttempts(1)
            .attemptTimeout(CHECK_TIMEOUT)
            .callTimeout(CHECK_TIMEOUT)
            .build()) {
      cleverTap.validate(Profile.ofIdentity("connector-check").set("Checked", true));
    } catch (AuthenticationException e) {
      OF_THE_ACCOUNT.forEach(name -> add(config, name, e));
    } catch (CleverTapException e) { // the network may be down only now
      LOG.warn("The credentials were not checked: {}", e.getMessage());
    } catch (IllegalArgumentException | IllegalStateException e) {
      OF_THE_ACCOUNT.forEach(name -> add(config, name, e));
    }
  }

  /** Returns the option of an exception, which only its message contains. */
  private static String optionOf(ConfigException e) {
    return SinkConfig.DEFINITION.names().stream()
        .filter(name -> e.getMessage().contains("configuration " + name + ":"))
        .findFirst()
        .orElse(SinkConfig.RECORD_TYPE);
  }

  private static void add(Config config, String option, Exception problem) {
    for (ConfigValue value : config.configValues()) {
      if (value.name().equals(option)) {
        value.addErrorMessage(problem.getMessage());
      }
    }
  }
}
