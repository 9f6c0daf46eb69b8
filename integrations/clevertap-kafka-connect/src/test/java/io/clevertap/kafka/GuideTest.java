package io.clevertap.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** The guide describes the options as the connector does. */
class GuideTest {

  private static final Path GUIDE = Path.of("../../docs/guide/kafka.md");

  @Test
  void options_ofTheGuide_areThoseOfTheConnector() throws IOException {
    List<String> rows =
        SinkConfig.DEFINITION.configKeys().values().stream()
            .sorted(
                Comparator.comparingInt(
                        (ConfigKey key) -> SinkConfig.DEFINITION.groups().indexOf(key.group))
                    .thenComparingInt(key -> key.orderInGroup))
            .map(GuideTest::row)
            .toList();

    List<String> lines = Files.readAllLines(GUIDE);
    int table = lines.indexOf("| option | default | |") + 2;
    assertThat(lines.subList(table, table + rows.size() + 1))
        .containsExactlyElementsOf(Stream.concat(rows.stream(), Stream.of("")).toList());
  }

  @Test
  void configurations_ofTheGuide_areValid() throws IOException {
    Matcher json = Pattern.compile("(?s)```json\n(.*?)```").matcher(Files.readString(GUIDE));
    int found = 0;
    while (json.find()) {
      Map<String, String> options = new HashMap<>();
      new ObjectMapper()
          .readTree(json.group(1))
          .fields()
          .forEachRemaining(field -> options.put(field.getKey(), field.getValue().asText()));
      new RecordConverter(new SinkConfig(options));
      found++;
    }
    assertThat(found).isPositive();
  }

  private static String row(ConfigKey key) {
    Object byDefault =
        key.defaultValue == ConfigDef.NO_DEFAULT_VALUE
            ? "required"
            : key.defaultValue.equals("") || key.defaultValue.equals(List.of())
                ? ""
                : "`" + key.defaultValue + "`";
    return "| `%s` | %s | %s |".formatted(key.name, byDefault, key.documentation);
  }
}
