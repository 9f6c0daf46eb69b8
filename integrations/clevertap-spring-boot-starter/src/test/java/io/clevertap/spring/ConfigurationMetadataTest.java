package io.clevertap.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The metadata with which editors complete the properties. */
class ConfigurationMetadataTest {

  private static final Path HERE = Path.of("../clevertap-spring-boot-starter");
  private static final Path README = HERE.resolve("README.md");

  @Test
  void metadata_ofEveryProperty_hasADescriptionAndIsInTheReadme() throws IOException {
    List<JsonNode> properties = metadata().get("properties").valueStream().toList();

    assertThat(properties)
        .hasSize(CleverTapProperties.class.getRecordComponents().length)
        .allSatisfy(property -> assertThat(property.path("description").asText()).isNotBlank());
    assertThat(Files.readString(README))
        .contains(
            properties.stream()
                .map(property -> "| `" + property.get("name").asText() + "` |")
                .toList());
  }

  @Test
  void properties_asText_hideThePasscode() {
    CleverTapProperties properties =
        new CleverTapProperties("A", "SECRET", null, null, null, null, null, null, null, null);

    assertThat(properties.toString()).contains("A").doesNotContain("SECRET");
  }

  private static JsonNode metadata() throws IOException {
    try (InputStream file =
        CleverTapProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      return new ObjectMapper().readTree(file);
    }
  }
}
