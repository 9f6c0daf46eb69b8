package io.clevertap.contract.prism;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.contract.spec.Operation;
import io.clevertap.contract.spec.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends requests unchanged, without a client of ours between the description and the mock server.
 */
public final class RawClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  /** Creates a client of a mock server. */
  public RawClient(PrismServer server) {
    this(server.uri());
  }

  /** Creates a client of the server at an address. */
  public RawClient(URI server) {
    this.server = server;
  }

  /** Returns the headers of an authenticated request, which the caller may change. */
  public static Map<String, String> credentials(Operation operation) {
    Map<String, String> headers = new LinkedHashMap<>();
    operation
        .spec()
        .root()
        .at("/components/securitySchemes")
        .forEach(scheme -> headers.put(scheme.get("name").asText(), "TEST"));
    return headers;
  }

  /** Sends a request with valid credentials. */
  public HttpResponse<String> send(Request request) {
    return send(request, credentials(request.operation()));
  }

  /** Sends a request with the given headers. */
  public HttpResponse<String> send(Request request, Map<String, String> headers) {
    JsonNode body = request.content().get("body");
    return send(request, headers, body == null ? null : body.toString());
  }

  /** Sends a request with another body; null for none. */
  public HttpResponse<String> send(Request request, Map<String, String> headers, String body) {
    String query =
        request
            .content()
            .path("query")
            .propertyStream()
            .flatMap(parameter -> pairs(parameter.getKey(), parameter.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder http =
        HttpRequest.newBuilder(server.resolve(path(request) + "?" + query))
            .timeout(TIMEOUT)
            .method(
                request.operation().method().toUpperCase(java.util.Locale.ROOT),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      http.header("Content-Type", "application/json");
    }
    headers.forEach(http::setHeader);
    try {
      return HTTP.send(http.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String path(Request request) {
    String path = request.operation().path();
    for (Map.Entry<String, JsonNode> value : request.content().path("path").properties()) {
      String encoded = URLEncoder.encode(value.getValue().asText(), UTF_8).replace("+", "%20");
      path = path.replace("{" + value.getKey() + "}", encoded);
    }
    return path;
  }

  /** A list is a parameter that is given more than once. */
  private static Stream<String> pairs(String name, JsonNode value) {
    return value.isArray()
        ? value.valueStream().flatMap(element -> pairs(name, element))
        : Stream.of(name + "=" + URLEncoder.encode(value.asText(), UTF_8));
  }
}
