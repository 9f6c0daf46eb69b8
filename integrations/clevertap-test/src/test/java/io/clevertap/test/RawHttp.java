package io.clevertap.test;

import io.clevertap.client.api.CredentialHeaders;
import io.clevertap.client.api.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends requests that the SDK would not send. */
final class RawHttp {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RawHttp() {}

  static HttpResponse<String> get(FakeCleverTap server, String target) {
    return send(request(server, target).GET());
  }

  static HttpResponse<String> post(FakeCleverTap server, String target, String body) {
    return send(request(server, target).POST(BodyPublishers.ofString(body)));
  }

  static HttpRequest.Builder request(FakeCleverTap server, String target) {
    return HttpRequest.newBuilder(URI.create(server.baseUrl() + target))
        .timeout(Duration.ofSeconds(10))
        .header(CredentialHeaders.ACCOUNT_ID, server.accountId())
        .header(CredentialHeaders.PASSCODE, server.passcode());
  }

  /** Returns a request for an operation; for an upload or a read, the server returns 200. */
  static HttpRequest.Builder of(FakeCleverTap server, Operation operation) {
    return operation.method().equals("POST")
        ? request(server, operation.path())
            .POST(
                BodyPublishers.ofString(
                    "{\"d\":[{\"type\":\"profile\",\"identity\":\"1\",\"profileData\":{}}]}"))
        : request(server, operation.path().replaceAll("\\{[^}]+}", "1") + "?identity=1");
  }

  /** Sends a request, and returns the future status of the response. */
  static CompletableFuture<Integer> sendAsync(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.build(), BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
