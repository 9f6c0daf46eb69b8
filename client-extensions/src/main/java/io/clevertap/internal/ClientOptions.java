package io.clevertap.internal;

import feign.Client;
import io.clevertap.ClientListener;
import io.clevertap.Credentials;
import io.clevertap.internal.http.RetryPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** The settings of a client, as {@link io.clevertap.CleverTapBuilder} describes them. */
public record ClientOptions(
    Endpoint endpoint,
    Credentials credentials,
    Duration connectTimeout,
    RetryPolicy retries,
    int maxConcurrentUploads,
    boolean retryAmbiguous,
    boolean recordChecks,
    Hooks hooks) {

  /**
   * The address to which a client sends requests.
   *
   * @param description the region or the address, for messages
   */
  public record Endpoint(URI baseUrl, String description) {}

  /** The caller's code that a client runs. */
  public record Hooks(
      UnaryOperator<HttpClient.Builder> httpClient,
      UnaryOperator<Client> transport,
      List<ClientListener> listeners) {}
}
