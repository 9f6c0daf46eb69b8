package io.clevertap.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.CleverTap;
import io.clevertap.client.api.UploadApi;
import io.clevertap.micrometer.CleverTapMetrics;
import io.clevertap.spring.CleverTapBuilderCustomizer;
import io.clevertap.test.FakeCleverTap;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The reference works in a real browser, and by itself: nothing is fetched from another host. */
class ReferenceTest {

  private static final Path SITE = Path.of(System.getProperty("site"));
  private static final URI HTTP_API = SITE.resolve("http-api/index.html").toUri();

  @RegisterExtension static final InABrowser IN_A_BROWSER = new InABrowser();

  @Test
  @Tag(InABrowser.TAG)
  void httpApi_inABrowser_showsEveryOperation() throws Exception {
    List<Operation> operations = operations();
    assertThat(operations).hasSizeGreaterThan(1);

    for (Operation operation : operations) {
      String section = ("/" + operation.tag() + "/" + operation.id()).toLowerCase(Locale.ROOT);
      List<String> texts = new ArrayList<>(operation.answers());
      texts.addAll(List.of(operation.method(), operation.path(), operation.summary()));
      texts.addAll(List.of("Effect:", "Limit:", "curl --request"));

      Tab tab = IN_A_BROWSER.browser().open(URI.create(HTTP_API + "#" + section));

      assertThat(missing(texts, tab, "[data-section-id='" + section + "']")).isEmpty();
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.requests()).isNotEmpty().allSatisfy(InABrowser::staysInside);
      tab.close();
    }
  }

  @Test
  @Tag(InABrowser.TAG)
  void recordErrorCode_inABrowser_saysWhatToDo() {
    Tab tab =
        IN_A_BROWSER.browser().open(URI.create(HTTP_API + "#/section/record-error-codes/516"));

    List<String> texts = List.of("516", "What to do:", "a plus sign, the country code");
    assertThat(missing(texts, tab, "[data-section-id='/section/record-error-codes/516']"))
        .isEmpty();
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  @Tag(InABrowser.TAG)
  void javadoc_inABrowser_showsThePublicTypes() {
    for (Class<?> type :
        List.of(
            CleverTap.class,
            UploadApi.class,
            CleverTapMetrics.class,
            CleverTapBuilderCustomizer.class,
            FakeCleverTap.class)) {
      String page = "apidocs/" + type.getName().replace('.', '/') + ".html";

      Tab tab = IN_A_BROWSER.browser().open(SITE.resolve(page).toUri());

      List<String> texts = List.of(type.getPackageName(), type.getSimpleName(), "Method Summary");
      assertThat(missing(texts, tab, "body")).isEmpty();
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.requests()).isNotEmpty().allSatisfy(InABrowser::staysInside);
      tab.close();
    }
  }

  @Test
  void httpApi_ofEachOperation_hasASampleInEachLanguage() throws Exception {
    String page = Files.readString(SITE.resolve("http-api/index.html"));

    for (String language : List.of("Shell", "Python", "Ruby", "PHP", "JavaScript", "Go")) {
      assertThat(page.split("\"lang\":\"" + language + "\"", -1)).hasSize(operations().size() + 1);
    }
  }

  @Test
  void httpApi_linksToErrors_leadToSections() throws Exception {
    String page = Files.readString(SITE.resolve("http-api/index.html"));

    List<String> links =
        Pattern.compile("\\]\\(#(/section/[^)]*)\\)")
            .matcher(page)
            .results()
            .map(link -> link.group(1))
            .distinct()
            .toList();
    assertThat(links).hasSizeGreaterThan(5);
    assertThat(links)
        .allSatisfy(link -> assertThat(page).contains("data-section-id=\"" + link + "\""));
  }

  @Test
  void javadoc_ofInternals_isNotThere() {
    assertThat(SITE.resolve("apidocs/io/clevertap/exception")).isDirectory();
    assertThat(SITE.resolve("apidocs/io/clevertap/internal")).doesNotExist();
  }

  /** Waits until an element shows all the texts; returns those that it does not show in time. */
  private static List<String> missing(List<String> texts, Tab tab, String selector) {
    ObjectMapper json = new ObjectMapper();
    JsonNode missing =
        tab.evaluate(
            """
            new Promise(resolve => {
              const missing = () => {
                const shown = document.querySelector(%s)?.innerText ?? "";
                return %s.filter(text => !shown.includes(text));
              };
              const look = () => missing().length === 0 && resolve([]);
              new MutationObserver(look)
                  .observe(document, {subtree: true, childList: true, characterData: true});
              addEventListener("load", look);
              setTimeout(() => resolve(missing()), 30000);
              look();
            })
            """
                .formatted(json.valueToTree(selector), json.valueToTree(texts)));
    return json.convertValue(missing, new TypeReference<>() {});
  }

  private record Operation(
      String method, String path, String id, String tag, String summary, List<String> answers) {}

  private static List<Operation> operations() throws Exception {
    Object description =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(Path.of("../openapi/clevertap.yaml")));
    JsonNode paths = new ObjectMapper().<JsonNode>valueToTree(description).get("paths");
    return paths
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .filter(entry -> entry.getValue().has("operationId"))
                    .map(entry -> operation(path.getKey(), entry)))
        .toList();
  }

  private static Operation operation(String path, Map.Entry<String, JsonNode> entry) {
    JsonNode operation = entry.getValue();
    return new Operation(
        entry.getKey().toUpperCase(Locale.ROOT),
        path,
        operation.get("operationId").asText(),
        operation.at("/tags/0").asText(),
        operation.get("summary").asText(),
        operation.get("responses").propertyStream().map(Map.Entry::getKey).toList());
  }
}
