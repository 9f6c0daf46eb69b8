package io.clevertap.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.contract.prism.PreferenceProxy;
import io.clevertap.contract.prism.PrismExtension;
import io.clevertap.contract.prism.PrismServer;
import io.clevertap.spring.example.ShopApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the application of the README. */
@ExtendWith(PrismExtension.class)
class ShopApplicationTest {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void application_againstTheMock_uploadsAndTellsItsHealthAndItsMeters(PrismServer prism)
      throws Exception {
    int logged = prism.log().length();
    try (PreferenceProxy proxy = new PreferenceProxy(prism);
        ConfigurableApplicationContext shop = run(proxy.url())) {
      assertThat(health(shop).get("status").asText()).isEqualTo("UNKNOWN");

      assertThat(post(shop, "/customers?id=42&name=Jack").body()).isEqualTo("true");

      assertThat(health(shop).get("status").asText()).isEqualTo("UP");
      assertThat(health(shop).at("/details/operation").asText()).isEqualTo("upload");
      assertThat(get(shop, "/actuator/metrics/clevertap.records?tag=outcome:accepted").body())
          .contains("\"value\":2.0");
    }
    assertThat(prism.log().substring(logged)).doesNotContainIgnoringCase("violation");
  }

  @Test
  void health_whenCleverTapCannotBeReached_isDown() throws Exception {
    try (ConfigurableApplicationContext shop =
        run("http://127.0.0.1:1", "--clevertap.max-attempts=1")) {
      post(shop, "/customers?id=42&name=Jack");

      assertThat(get(shop, "/actuator/health").statusCode()).isEqualTo(503);
      assertThat(health(shop).get("status").asText()).isEqualTo("DOWN");
      assertThat(health(shop).at("/details/failure").asText()).isEqualTo("TransportException");
    }
  }

  @Test
  void health_switchedOff_isNotThere() throws Exception {
    try (ConfigurableApplicationContext shop =
        run("http://127.0.0.1:1", "--management.health.clevertap.enabled=false")) {
      assertThat(health(shop).isMissingNode()).isTrue();
    }
  }

  private static ConfigurableApplicationContext run(String baseUrl, String... more) {
    SpringApplication application = new SpringApplication(ShopApplication.class);
    application.setDefaultProperties(
        Map.of(
            "server.port", "0",
            "server.address", "127.0.0.1",
            "clevertap.account-id", "ACCOUNT",
            "clevertap.passcode", "SECRET",
            "clevertap.base-url", baseUrl,
            "management.endpoint.health.show-details", "always",
            "management.endpoints.web.exposure.include", "health,metrics",
            "spring.main.banner-mode", "off"));
    return application.run(more);
  }

  private JsonNode health(ConfigurableApplicationContext shop) throws Exception {
    JsonNode components =
        new ObjectMapper().readTree(get(shop, "/actuator/health").body()).get("components");
    assertThat(components.has("ping")).isTrue();
    return components.path("cleverTap");
  }

  private HttpResponse<String> get(ConfigurableApplicationContext shop, String path)
      throws IOException, InterruptedException {
    return http.send(request(shop, path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(ConfigurableApplicationContext shop, String path)
      throws IOException, InterruptedException {
    return http.send(
        request(shop, path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(ConfigurableApplicationContext shop, String path) {
    String port = shop.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }
}
