package io.clevertap.internal;

import feign.Client;
import io.clevertap.ClientListener;
import io.clevertap.Credentials;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a client was built with. */
public record ClientOptions(
    URI baseUrl,
    String endpoint,
    Credentials credentials,
    Duration connectTimeout,
    Duration attemptTimeout,
    Duration callTimeout,
    int maxAttempts,
    int maxConcurrentUploads,
    boolean retryAmbiguous,
    boolean recordChecks,
    UnaryOperator<HttpClient.Builder> httpClient,
    UnaryOperator<Client> transport,
    List<ClientListener> listeners) {}
