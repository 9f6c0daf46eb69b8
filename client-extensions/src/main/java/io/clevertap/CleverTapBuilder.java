package io.clevertap;

import feign.Client;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.Region;
import io.clevertap.internal.ClientOptions;
import io.clevertap.internal.ClientOptions.Endpoint;
import io.clevertap.internal.ClientOptions.Hooks;
import io.clevertap.internal.Connection;
import io.clevertap.internal.http.RetryPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link CleverTap}. Only the credentials are required. Not thread-safe; reusable. */
public final class CleverTapBuilder {

  private static final String REGION_VARIABLE = "CLEVERTAP_REGION";
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(24);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Endpoint endpoint = endpoint(Region.EUROPE);
  private @Nullable Credentials credentials;
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration attemptTimeout = Duration.ofSeconds(30);
  private Duration callTimeout = Duration.ofMinutes(2);
  private int maxAttempts = 8;
  private int maxConcurrentUploads = Operation.UPLOAD.concurrencyLimit();
  private boolean retryAmbiguous;
  private boolean recordChecks = true;
  private boolean plainHttp;
  private UnaryOperator<HttpClient.Builder> httpClient = UnaryOperator.identity();
  private UnaryOperator<Client> transport = UnaryOperator.identity();
  private List<ClientListener> listeners = List.of();

  CleverTapBuilder() {}

  /** Sets the region of the account. Default: Europe, which is also CleverTap's own default. */
  public CleverTapBuilder region(Region region) {
    this.endpoint = endpoint(region);
    return this;
  }

  /**
   * Reads the region's code, such as {@code in1}, from {@code CLEVERTAP_REGION} in the environment.
   *
   * @throws IllegalStateException when the variable is not set
   * @throws IllegalArgumentException when no region has this code
   */
  public CleverTapBuilder regionFromEnvironment() {
    String code = System.getenv(REGION_VARIABLE);
    if (code == null || code.isBlank()) {
      throw new IllegalStateException("Set " + REGION_VARIABLE + " in the environment");
    }
    return region(Region.of(code));
  }

  /**
   * Sends requests to this address instead of a region, such as a mock server or a proxy. A path in
   * the address is put before the API's paths.
   *
   * @throws IllegalArgumentException when it is not an absolute http or https address, or contains
   *     a user, a query or a fragment
   */
  public CleverTapBuilder baseUrl(String baseUrl) {
    URI uri =
        URI.create(baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl);
    if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("The base URL is not an absolute http or https address");
    }
    if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("The base URL contains a user, a query or a fragment");
    }
    this.endpoint = new Endpoint(uri, uri.toString());
    return this;
  }

  /**
   * Sets the account's id and one of its passcodes.
   *
   * @throws IllegalArgumentException when one of them cannot be sent as a header
   */
  public CleverTapBuilder credentials(String accountId, String passcode) {
    return credentials(Credentials.of(accountId, passcode));
  }

  /** Sets the account's id and one of its passcodes. */
  public CleverTapBuilder credentials(Credentials credentials) {
    this.credentials = Objects.requireNonNull(credentials, "credentials");
    return this;
  }

  /**
   * Reads the environment variables {@code CLEVERTAP_ACCOUNT_ID} and {@code CLEVERTAP_PASSCODE}.
   *
   * @throws IllegalStateException when one of the variables is not set
   */
  public CleverTapBuilder credentialsFromEnvironment() {
    return credentials(Credentials.fromEnvironment());
  }

  /**
   * Limits the time to connect. Default: 10 seconds.
   *
   * @throws IllegalArgumentException when the timeout is not between 1 ms and 24 days
   */
  public CleverTapBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = timeout("connect timeout", timeout);
    return this;
  }

  /**
   * Limits one attempt, from sending to the end of its response. Default: 30 seconds.
   *
   * @throws IllegalArgumentException when the timeout is not between 1 ms and 24 days
   */
  public CleverTapBuilder attemptTimeout(Duration timeout) {
    this.attemptTimeout = timeout("attempt timeout", timeout);
    return this;
  }

  /**
   * Limits a call, with all attempts and waiting. Default: 2 minutes.
   *
   * @throws IllegalArgumentException when the timeout is not between 1 ms and 24 days
   */
  public CleverTapBuilder callTimeout(Duration timeout) {
    this.callTimeout = timeout("call timeout", timeout);
    return this;
  }

  /**
   * Limits the attempts of a call, the first included; 1 means no retries. Default: 8.
   *
   * @throws IllegalArgumentException when the number is less than 1
   */
  public CleverTapBuilder maxAttempts(int attempts) {
    this.maxAttempts = positive("attempts", attempts);
    return this;
  }

  /**
   * Limits the uploads in flight. Default: 15, CleverTap's limit for an account. Lower it to leave
   * room for other programs that use the same account; raise it only if CleverTap has raised the
   * account's limit.
   *
   * @throws IllegalArgumentException when the number is less than 1
   */
  public CleverTapBuilder maxConcurrentUploads(int uploads) {
    this.maxConcurrentUploads = positive("uploads in flight", uploads);
    return this;
  }

  /**
   * Sets whether an upload whose response was lost is resent even if that may apply it twice:
   * events, and profiles with operators. Default: false; such an upload fails with an unknown
   * outcome.
   */
  public CleverTapBuilder retryAmbiguous(boolean retry) {
    this.retryAmbiguous = retry;
    return this;
  }

  /**
   * Sets whether the client checks records against CleverTap's documented limits before it sends
   * them. Default: true; use false for an account with other limits.
   */
  public CleverTapBuilder recordChecks(boolean check) {
    this.recordChecks = check;
    return this;
  }

  /** Allows plain http to remote hosts, which shows the passcode to the network. */
  public CleverTapBuilder allowPlainHttp() {
    this.plainHttp = true;
    return this;
  }

  /**
   * Adjusts the HTTP client, for example its proxy or SSL context. This builder's connect timeout
   * applies all the same, and redirects are never followed. Only the last adjustment counts.
   */
  public CleverTapBuilder httpClient(UnaryOperator<HttpClient.Builder> adjustment) {
    this.httpClient = Objects.requireNonNull(adjustment, "adjustment");
    return this;
  }

  /**
   * Wraps the client that sends each attempt, for metrics or tracing. The wrapper sees every
   * attempt, retries included, and sits directly above the HTTP client. It must pass requests,
   * responses and exceptions through unchanged, except for adding headers. Calling this again adds
   * an outer wrapper.
   */
  public CleverTapBuilder transport(UnaryOperator<Client> wrapper) {
    UnaryOperator<Client> inner = transport;
    Objects.requireNonNull(wrapper, "wrapper");
    this.transport = client -> wrapper.apply(inner.apply(client));
    return this;
  }

  /** Adds a listener, which receives the client's events. */
  public CleverTapBuilder listener(ClientListener listener) {
    List<ClientListener> all = new ArrayList<>(listeners);
    all.add(Objects.requireNonNull(listener, "listener"));
    this.listeners = List.copyOf(all);
    return this;
  }

  /**
   * Builds the client. It opens no connection yet.
   *
   * @throws IllegalStateException when the credentials are missing, or when the base URL is plain
   *     http to a remote host, unless {@link #allowPlainHttp} allows it
   */
  public CleverTap build() {
    if (credentials == null) {
      throw new IllegalStateException(
          "Give the account id and passcode: credentials(accountId, passcode), or"
              + " credentialsFromEnvironment()");
    }
    URI baseUrl = endpoint.baseUrl();
    if (!plainHttp && "http".equals(baseUrl.getScheme()) && !isLoopback(baseUrl)) {
      throw new IllegalStateException(
          "The base URL is plain http, which would show the passcode to the network; use https, or"
              + " allowPlainHttp()");
    }
    ClientOptions options =
        new ClientOptions(
            endpoint,
            credentials,
            connectTimeout,
            RetryPolicy.of(maxAttempts, attemptTimeout, callTimeout),
            maxConcurrentUploads,
            retryAmbiguous,
            recordChecks,
            new Hooks(httpClient, transport, listeners));
    return new CleverTap(copy(), new Connection(options));
  }

  CleverTapBuilder copy() {
    CleverTapBuilder copy = new CleverTapBuilder();
    copy.endpoint = endpoint;
    copy.credentials = credentials;
    copy.connectTimeout = connectTimeout;
    copy.attemptTimeout = attemptTimeout;
    copy.callTimeout = callTimeout;
    copy.maxAttempts = maxAttempts;
    copy.maxConcurrentUploads = maxConcurrentUploads;
    copy.retryAmbiguous = retryAmbiguous;
    copy.recordChecks = recordChecks;
    copy.plainHttp = plainHttp;
    copy.httpClient = httpClient;
    copy.transport = transport;
    copy.listeners = listeners;
    return copy;
  }

  private static Endpoint endpoint(Region region) {
    URI baseUrl = region.baseUrl();
    return new Endpoint(baseUrl, "region " + region + " (" + baseUrl.getHost() + ")");
  }

  private static boolean isLoopback(URI url) {
    return LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT));
  }

  private static Duration timeout(String name, Duration timeout) {
    if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "The " + name + " must be between 1 ms and 24 days, but is " + timeout);
    }
    return timeout;
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("The number of " + name + " must be at least 1");
    }
    return value;
  }
}
