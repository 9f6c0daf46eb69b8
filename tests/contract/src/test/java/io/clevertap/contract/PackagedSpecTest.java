package io.clevertap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.contract.spec.Spec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The jars contain the API description as it is, and the same as JSON. */
class PackagedSpecTest {

  @Test
  void yaml_ofEachJar_isTheDescription() throws IOException {
    List<URL> copies = resources("META-INF/openapi/clevertap.yaml");

    assertThat(copies).as("the description's own jar and the generated client's").hasSize(2);
    for (URL copy : copies) {
      try (InputStream yaml = copy.openStream()) {
        assertThat(yaml.readAllBytes()).isEqualTo(Files.readAllBytes(Spec.FILE));
      }
    }
  }

  @Test
  void json_ofTheDescriptionsJar_hasTheSameContent() throws IOException {
    List<URL> copies = resources("META-INF/openapi/clevertap.json");

    assertThat(copies).hasSize(1);
    assertThat(new ObjectMapper().readTree(copies.get(0))).isEqualTo(Spec.load().root());
  }

  private static List<URL> resources(String name) throws IOException {
    return Collections.list(PackagedSpecTest.class.getClassLoader().getResources(name));
  }
}
