package io.clevertap.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The tests compile the README's Java, and its properties and its bean start an application. */
class ReadmeTest {

  private static final Path HERE = Path.of("../clevertap-spring-boot-starter");
  private static final Path SOURCES = HERE.resolve("src/test/java/io/clevertap/spring");

  @Test
  void java_ofTheReadme_standsInTheExamplesThatRun() throws IOException {
    String sources =
        tokens(Files.readString(SOURCES.resolve("example/ShopApplication.java")))
            + tokens(Files.readString(SOURCES.resolve("ProxyConfiguration.java")));

    assertThat(blocks("java"))
        .hasSize(2)
        .allSatisfy(block -> assertThat(sources).contains(tokens(block)));
  }

  @Test
  void propertiesAndBean_ofTheReadme_startAnApplication() throws IOException {
    List<String> files = blocks("properties");
    assertThat(files).hasSize(1);
    String[] properties =
        files.get(0).lines().filter(line -> !line.startsWith("#")).toArray(String[]::new);
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(CleverTapAutoConfiguration.class))
        .withUserConfiguration(ProxyConfiguration.class)
        .withPropertyValues(properties)
        .withPropertyValues("clevertap.passcode=SECRET")
        .run(
            context ->
                assertThat(context.getBean(CleverTap.class))
                    .asString()
                    .contains("ACCOUNT_ID", "region INDIA"));
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(HERE.resolve("README.md")))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  /** Removes white space, because the lines may be wrapped differently. */
  private static String tokens(String java) {
    return java.replaceAll("\\s+", "");
  }
}
