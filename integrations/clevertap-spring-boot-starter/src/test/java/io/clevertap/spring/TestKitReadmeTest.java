package io.clevertap.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestKitReadmeTest {

  /** The parent folder of the module that runs the tests, with Spring Boot 3 or 4. */
  private static final Path INTEGRATIONS = Path.of("..");

  @Test
  void springTest_ofTheReadme_isTheOneThatRuns() throws IOException {
    String source =
        Files.readString(
            INTEGRATIONS.resolve(
                "clevertap-spring-boot-starter/src/test/java/io/clevertap/spring/example/ShopTest.java"));

    assertThat(Files.readString(INTEGRATIONS.resolve("clevertap-test/README.md")))
        .contains(source.substring(source.indexOf("@SpringBootTest\n")));
  }
}
