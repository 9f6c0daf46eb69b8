package io.clevertap.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The site works in a real browser, from its files, without a server and without a network. */
class SiteTest {

  private static final Path SITE = Path.of(System.getProperty("site"));
  private static final Path PICTURE = Path.of("benchmarks/throughput.svg");
  private static final int PHONE = 360;

  @RegisterExtension static final InABrowser IN_A_BROWSER = new InABrowser();

  @Test
  @Tag(InABrowser.TAG)
  void links_ofEveryPage_leadToPagesAndSections() throws IOException {
    Map<Path, Set<String>> sections = new HashMap<>();
    List<URI> links = new ArrayList<>();
    for (Path page : pages()) {
      Tab tab = open(page);
      sections.put(
          page, new HashSet<>(texts(tab, "[...document.querySelectorAll('[id]')].map(e => e.id)")));
      texts(tab, "[...document.links].map(a => a.href).filter(a => a.startsWith('file:'))")
          .forEach(link -> links.add(URI.create(link)));
      tab.close();
    }

    assertThat(links).hasSizeGreaterThan(500);
    assertThat(links).allSatisfy(link -> assertThat(file(link)).isRegularFile());
    assertThat(links)
        .filteredOn(link -> link.getFragment() != null && !link.getFragment().isEmpty())
        .filteredOn(link -> sections.containsKey(file(link)))
        .hasSizeGreaterThan(50)
        .allSatisfy(link -> assertThat(sections.get(file(link))).contains(link.getFragment()));
  }

  @Test
  @Tag(InABrowser.TAG)
  void page_inABrowser_complainsOfNothingAndAsksNoOtherHost() throws IOException {
    for (Path page : pages()) {
      Tab tab = open(page);

      assertThat(tab.complaints()).as("%s", page).isEmpty();
      assertThat(tab.requests()).isNotEmpty().allSatisfy(InABrowser::staysInside);
      tab.close();
    }
  }

  @Test
  @Tag(InABrowser.TAG)
  void page_onAPhone_isNotWiderThanTheScreen() throws IOException {
    for (Path page : pagesAndReferences()) {
      Tab tab = open(page).asOnAPhone(PHONE);

      // the theme lets .content scroll instead of the page; tables and code may scroll in it
      List<String> wide =
          texts(
              tab,
              """
              [...document.querySelectorAll("html, .content")]
                  .filter(part => part.scrollWidth > %d).map(part => part.tagName)"""
                  .formatted(PHONE));
      assertThat(wide).as("%s", page).isEmpty();
      tab.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  @Tag(InABrowser.TAG)
  void page_inLightAndInDarkColours_isReadable(String colours) throws IOException {
    for (Path page : pages()) {
      Tab tab = open(page).in(colours);

      double background = brightness(tab, "backgroundColor");
      double text = brightness(tab, "color");
      assertThat(background > text).as("%s is light", page).isEqualTo(colours.equals("light"));
      assertThat(Math.abs(background - text)).as("contrast of %s", page).isGreaterThan(0.5);
      tab.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http-api/index.html", "apidocs/index.html"})
  @Tag(InABrowser.TAG)
  void reference_inDarkColours_isInverted(String page) {
    String filter = "getComputedStyle(document.documentElement).filter";
    Tab tab = open(SITE.resolve(page));

    assertThat(tab.in("light").evaluate(filter).asText()).isEqualTo("none");
    assertThat(tab.in("dark").evaluate(filter).asText()).contains("invert");
  }

  @Test
  @Tag(InABrowser.TAG)
  void search_forAWordOfTheGuide_findsItsPage() {
    Tab tab =
        IN_A_BROWSER
            .browser()
            .open(URI.create(SITE.resolve("search.html").toUri() + "?q=DeadLetterFile"));

    JsonNode found =
        tab.evaluate(
            """
            new Promise(resolve => {
              const find = () => document.querySelector("#search-results a[href*='docs/guide/bulk.html']");
              const look = () => find() && resolve(true);
              new MutationObserver(look).observe(document, {subtree: true, childList: true});
              setTimeout(() => resolve(false), 30000);
              look();
            })
            """);
    assertThat(found.asBoolean()).isTrue();
    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.requests()).isNotEmpty().allSatisfy(InABrowser::staysInside);
  }

  @Test
  @Tag(InABrowser.TAG)
  void benchmarkPicture_inABrowser_showsEverything() {
    Tab tab = IN_A_BROWSER.browser().open(PICTURE.toAbsolutePath().toUri()).loaded();

    List<String> cutOff =
        texts(
            tab,
            """
            (() => {
              const svg = document.documentElement, view = svg.getBoundingClientRect();
              return [...svg.querySelectorAll("text, rect")].filter(shape => {
                const box = shape.getBoundingClientRect();
                return box.left < view.left || box.top < view.top || box.right > view.right || box.bottom > view.bottom;
              }).map(shape => shape.textContent || shape.outerHTML);
            })()""");
    assertThat(tab.evaluate("document.querySelectorAll('text').length").asInt()).isGreaterThan(20);
    assertThat(cutOff).isEmpty();
  }

  @Test
  void benchmarkPicture_isDrawnFromTheResults() throws IOException {
    assertThat(PICTURE).hasSameTextualContentAs(Path.of("target/throughput.svg"));
  }

  private static Tab open(Path page) {
    return IN_A_BROWSER.browser().open(page.toUri()).loaded();
  }

  /** Returns the pages of the guide, without the two references. */
  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(SITE)) {
      List<Path> pages =
          files
              .filter(file -> file.toString().endsWith(".html"))
              .filter(file -> !file.startsWith(SITE.resolve("apidocs")))
              .filter(file -> !file.startsWith(SITE.resolve("http-api")))
              .toList();
      assertThat(pages).hasSizeGreaterThan(20);
      return pages;
    }
  }

  private static List<Path> pagesAndReferences() throws IOException {
    List<Path> pages = new ArrayList<>(pages());
    for (String reference : List.of("http-api/index.html", "apidocs/io/clevertap/CleverTap.html")) {
      pages.add(SITE.resolve(reference));
    }
    return pages;
  }

  private static Path file(URI link) {
    return Path.of(link.getPath());
  }

  private static List<String> texts(Tab tab, String expression) {
    List<String> texts = new ArrayList<>();
    tab.evaluate(expression).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Returns how bright a colour of the page's text or background is, from 0 to 1. */
  private static double brightness(Tab tab, String property) {
    return tab.evaluate(
            """
            (() => {
              const [red, green, blue] = getComputedStyle(document.body).%s.match(/[\\d.]+/g);
              return (0.3 * red + 0.6 * green + 0.1 * blue) / 255;
            })()"""
                .formatted(property))
        .asDouble();
  }
}
