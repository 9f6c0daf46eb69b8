package io.clevertap.internal.http;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Returns the HTTP client for an attempt. Before JDK 20 an HTTP client reuses connections that were
 * idle for up to 20 minutes, which a firewall may have forgotten; a request on one of those is
 * lost. A client that is 30 seconds old is therefore replaced. Thread-safe.
 */
public final class HttpClients implements Supplier<HttpClient>, AutoCloseable {

  private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";
  private static final long MAX_AGE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int MAX_RETIRED = 16; // each has a thread until it is garbage-collected

  private final HttpClient.Builder settings;
  private final Time time;
  private final boolean replaces;
  private final List<WeakReference<HttpClient>> retired = new ArrayList<>();
  private HttpClient current;
  private long builtAt;

  HttpClients(HttpClient.Builder settings, Time time) {
    this(
        settings, time, Runtime.version().feature() < 20 && System.getProperty(KEEP_ALIVE) == null);
  }

  /**
   * Creates the first client.
   *
   * @param replaces whether a client is replaced, which the JDK makes necessary
   */
  HttpClients(HttpClient.Builder settings, Time time, boolean replaces) {
    this.settings = settings;
    this.time = time;
    this.replaces = replaces;
    this.current = settings.build();
    this.builtAt = time.nanoTime();
  }

  @Override
  public synchronized HttpClient get() {
    long now = time.nanoTime();
    if (replaces && now - builtAt > MAX_AGE_NANOS) {
      retired.removeIf(client -> client.get() == null);
      if (retired.size() < MAX_RETIRED) {
        retired.add(new WeakReference<>(current));
        current = settings.build();
        builtAt = now;
      }
    }
    return current;
  }

  /** Closes idle connections on JDK 21 and later. */
  @Override
  public synchronized void close() throws Exception {
    if ((Object) current instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
