package io.clevertap.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium with one empty tab, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable {

  private static final List<String> PROGRAMS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--window-size=1400,1000",
          "--remote-debugging-port=0");
  private static final Duration START = Duration.ofSeconds(60);
  private static final Pattern PORT_AND_PATH = Pattern.compile("(\\d+)\\R(/\\S+)\\s*");

  private final Process process;
  private final DevTools devTools;

  /**
   * Starts the browser.
   *
   * @param profile an empty folder for all that it stores
   */
  Chromium(Path profile) throws IOException, InterruptedException {
    Stream<String> command =
        Stream.concat(
            Stream.of(program().orElseThrow(), "--user-data-dir=" + profile), FLAGS.stream());
    process =
        new ProcessBuilder(command.toList())
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output.txt").toFile())
            .start();
    try {
      devTools = new DevTools(HttpClient.newHttpClient(), address(profile));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroy();
      throw e;
    }
  }

  /** Opens a page in the tab, and watches it from before its first request on. */
  Tab open(URI page) {
    ObjectMapper json = new ObjectMapper();
    String target =
        devTools
            .call("Target.createTarget", json.createObjectNode().put("url", "about:blank"), null)
            .get("targetId")
            .asText();
    ObjectNode attach = json.createObjectNode().put("targetId", target).put("flatten", true);
    JsonNode attached = devTools.call("Target.attachToTarget", attach, null);
    return new Tab(devTools, attached.get("sessionId").asText(), page);
  }

  /** Returns the name of the browser on the PATH; empty if there is none. */
  static Optional<String> program() {
    return PROGRAMS.stream()
        .filter(
            name ->
                Stream.of(System.getenv("PATH").split(":"))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, name))))
        .findFirst();
  }

  /** Returns the address of the DevTools, which the browser writes into its profile. */
  private URI address(Path profile) throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
      if (Files.exists(file)) {
        Matcher address = PORT_AND_PATH.matcher(Files.readString(file));
        if (address.matches()) {
          return URI.create("ws://127.0.0.1:" + address.group(1) + address.group(2));
        }
      }
    }
    throw new IllegalStateException(
        "Chromium did not start:\n" + Files.readString(profile.resolve("output.txt")));
  }

  @Override
  public void close() throws InterruptedException {
    devTools.close();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
