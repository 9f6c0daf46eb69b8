package io.clevertap.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A page in a browser, and what became of it. */
final class Tab {

  private static final Set<String> NO_ERRORS = Set.of("log", "info", "debug", "timeEnd", "verbose");

  private final DevTools devTools;
  private final String session;

  Tab(DevTools devTools, String session, URI page) {
    this.devTools = devTools;
    this.session = session;
    for (String domain : List.of("Network", "Runtime", "Log", "Page")) {
      call(domain + ".enable", parameters());
    }
    call("Page.navigate", parameters().put("url", page.toString()));
  }

  /** Runs JavaScript in the page and returns its value, that of a promise once it is fulfilled. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            parameters()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Waits until the page and all that it shows are loaded. */
  Tab loaded() {
    evaluate(
        "new Promise(done => document.readyState === 'complete'"
            + " ? done() : addEventListener('load', () => done()))");
    return this;
  }

  /** Shows the page as a phone does, in so many CSS pixels. */
  Tab asOnAPhone(int width) {
    ObjectNode screen = parameters().put("width", width).put("height", 740);
    call(
        "Emulation.setDeviceMetricsOverride",
        screen.put("deviceScaleFactor", 2).put("mobile", true));
    return this;
  }

  /** Shows the page to a reader who prefers light or dark colours. */
  Tab in(String colours) {
    ObjectNode media = parameters();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", colours);
    call("Emulation.setEmulatedMedia", media);
    return this;
  }

  void close() {
    call("Page.close", parameters());
  }

  /** Returns what was asked for over the network, or would have been had the page been let. */
  List<String> requests() {
    return events("Network.requestWillBeSent")
        .map(event -> event.at("/request/url").asText())
        .toList();
  }

  /** Returns the warnings and errors of the console, and the exceptions that nobody caught. */
  List<String> complaints() {
    return Stream.of(
            events("Runtime.consoleAPICalled")
                .filter(event -> !NO_ERRORS.contains(event.path("type").asText())),
            events("Runtime.exceptionThrown"),
            events("Log.entryAdded")
                .filter(event -> !NO_ERRORS.contains(event.at("/entry/level").asText())))
        .flatMap(events -> events)
        .map(JsonNode::toString)
        .toList();
  }

  private Stream<JsonNode> events(String method) {
    return devTools.events(session).stream()
        .filter(event -> event.path("method").asText().equals(method))
        .map(event -> event.get("params"));
  }

  private JsonNode call(String method, ObjectNode parameters) {
    return devTools.call(method, parameters, session);
  }

  private static ObjectNode parameters() {
    return new ObjectMapper().createObjectNode();
  }
}
