package io.clevertap.contract.prism;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mock server of the API on a free port of this machine. It responds with the description's
 * examples and rejects requests that break the description. Only this class is specific to Prism;
 * another mock server would replace this class.
 */
public final class PrismServer implements AutoCloseable {

  /**
   * The header in which the mock server reports that a request, or its own response, breaks the
   * description.
   */
  public static final String VIOLATIONS = "sl-violations";

  private static final Pattern LISTENING =
      Pattern.compile("listening(?: on |\":\")(http://[^\"\\s]+)");
  private static final int START_SECONDS = 60;

  private final StringBuffer log = new StringBuffer();
  private final CompletableFuture<URI> uri = new CompletableFuture<>();
  private final Process process;

  private PrismServer(Process process) {
    this.process = process;
  }

  /** Starts Prism itself and waits until it listens. */
  public static PrismServer start() {
    return start(
        OpenApiTools.command(
            "prism", "mock", "clevertap.yaml", "--errors", "--host", "127.0.0.1", "--port", "0"));
  }

  /** Starts our mock on Prism, which says why it refuses a request, and waits until it listens. */
  public static PrismServer startMock() {
    return start(OpenApiTools.script("mock/mock.js", "--json", "--port", "0"));
  }

  private static PrismServer start(ProcessBuilder command) {
    try {
      PrismServer server = new PrismServer(command.start());
      Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroy));
      Thread reader = new Thread(server::read, "prism-log");
      reader.setDaemon(true);
      reader.start();
      server.uri();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address of the mock server. */
  public URI uri() {
    try {
      return uri.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IllegalStateException("Prism did not start:\n" + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the output of the mock server so far. */
  public String log() {
    return log.toString();
  }

  /** Waits for a line of the output that contains a text, and returns the line. */
  public String awaitLine(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    synchronized (log) {
      while (log.indexOf(text) < 0 && System.nanoTime() < end) {
        TimeUnit.NANOSECONDS.timedWait(log, end - System.nanoTime());
      }
      return log().lines().filter(line -> line.contains(text)).findFirst().orElseThrow();
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (log) {
          log.append(line).append('\n');
          log.notifyAll();
        }
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
          uri.complete(URI.create(listening.group(1)));
        }
      }
    } catch (IOException e) {
      log.append(e).append('\n');
    }
    uri.completeExceptionally(new IOException("Prism has ended"));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
