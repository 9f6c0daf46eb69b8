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

/**
 * Builds a {@link CleverTap}. Only the credentials must be given. Not thread-safe; may be used
 * again.
 */
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

  /** The region where the account lives. Default: Europe, which is also CleverTap's own default. */
  public CleverTapBuilder region(Region region) {
    this.endpoint = endpoint(region);
    return this;
  }

  /**
   * Takes the region's code, such as {@code in1}, from {@code CLEVERTAP_REGION} in the environment.
   *
   * @throws IllegalStateException when it is not set
   * @throws IllegalArgumentException when there is no such region
   */
  public CleverTapBuilder regionFromEnvironment() {
    String code = System.getenv(REGION_VARIABLE);
    if (code == null || code.isBlank()) {
      throw new IllegalStateException("Set " + REGION_VARIABLE + " in the environment");
    }
    return region(Region.of(code));
  }

  /**
   * Sends requests to this address instead of a region: a mock server, or a proxy. The path of the
   * address, if it has one, stands before the API's paths.
   *
   * @throws IllegalArgumentException when it is not an absolute http or https address
   */
  public CleverTapBuilder baseUrl(String baseUrl) {
    URI uri =
        URI.create(baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl);
    if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("The base URL is not an absolute http or https address");
    }
    if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("The base URL has a user, a query or a fragment");
    }
    this.endpoint = new Endpoint(uri, uri.toString());
    return this;
  }

  /**
   * The account's id and one of its passcodes.
   *
   * @throws IllegalArgumentException when one of them cannot be sent as a header
   */
  public CleverTapBuilder credentials(String accountId, String passcode) {
    return credentials(Credentials.of(accountId, passcode));
  }

  /** The account's id and one of its passcodes. */
  public CleverTapBuilder credentials(Credentials credentials) {
    this.credentials = Objects.requireNonNull(credentials, "credentials");
    return this;
  }

  /**
   * Takes the credentials from {@code CLEVERTAP_ACCOUNT_ID} and {@code CLEVERTAP_PASSCODE} in the
   * environment.
   *
   * @throws IllegalStateException when one of them is not set
   */
  public CleverTapBuilder credentialsFromEnvironment() {
    return credentials(Credentials.fromEnvironment());
  }

  /** How long connecting may take. Default: 10 seconds. */
  public CleverTapBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = timeout("connect timeout", timeout);
    return this;
  }

  /** How long one attempt may take, from sending to the end of its answer. Default: 30 seconds. */
  public CleverTapBuilder attemptTimeout(Duration timeout) {
    this.attemptTimeout = timeout("attempt timeout", timeout);
    return this;
  }

  /** How long a call may take with all of its attempts and all waiting. Default: 2 minutes. */
  public CleverTapBuilder callTimeout(Duration timeout) {
    this.callTimeout = timeout("call timeout", timeout);
    return this;
  }

  /**
   * How often a call is attempted at most, the first time included; 1 means no retries. Default: 8.
   */
  public CleverTapBuilder maxAttempts(int attempts) {
    this.maxAttempts = positive("attempts", attempts);
    return this;
  }

  /**
   * How many uploads may be in flight at a time. Default: 15, which is what CleverTap allows an
   * account; less leaves room for other programs of the account, and more is for accounts that have
   * another limit.
   */
  public CleverTapBuilder maxConcurrentUploads(int uploads) {
    this.maxConcurrentUploads = positive("uploads in flight", uploads);
    return this;
  }

  /**
   * Whether an upload whose answer was lost is sent again even when that may apply it twice:
   * events, and profiles with operators. Default: false; such an upload fails, and says that it may
   * have been applied.
   */
  public CleverTapBuilder retryAmbiguous(boolean retry) {
    this.retryAmbiguous = retry;
    return this;
  }

  /**
   * Whether records are checked against CleverTap's documented limits before they are sent.
   * Default: true; false is for accounts that have other limits.
   */
  public CleverTapBuilder recordChecks(boolean check) {
    this.recordChecks = check;
    return this;
  }

  /** Allows plain http to other hosts than this one, which shows the passcode to the network. */
  public CleverTapBuilder allowPlainHttp() {
    this.plainHttp = true;
    return this;
  }

  /**
   * Adjusts the HTTP client: a proxy, an SSL context. The connect timeout and the handling of
   * redirects stay this builder's.
   */
  public CleverTapBuilder httpClient(UnaryOperator<HttpClient.Builder> adjustment) {
    this.httpClient = Objects.requireNonNull(adjustment, "adjustment");
    return this;
  }

  /**
   * Decorates what makes each attempt, to observe it: below the limit and the retries, which ask it
   * anew each time, and above the HTTP client. It is to hand on requests, answers and exceptions as
   * they are, but for headers of its own. What was set before stays, below it.
   */
  public CleverTapBuilder transport(UnaryOperator<Client> decoration) {
    UnaryOperator<Client> before = transport;
    Objects.requireNonNull(decoration, "decoration");
    this.transport = client -> decoration.apply(before.apply(client));
    return this;
  }

  /** Adds a listener to those that are told what the client does. */
  public CleverTapBuilder listener(ClientListener listener) {
    List<ClientListener> all = new ArrayList<>(listeners);
    all.add(Objects.requireNonNull(listener, "listener"));
    this.listeners = List.copyOf(all);
    return this;
  }

  /**
   * Builds the client. It opens no connection yet.
   *
   * @throws IllegalStateException when there are no credentials, or when the base URL is plain http
   *     to another host
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
          "The " + name + " must be between 1 ms and 24 days, and is " + timeout);
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
