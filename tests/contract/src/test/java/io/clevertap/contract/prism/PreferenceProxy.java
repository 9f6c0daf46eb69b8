package io.clevertap.contract.prism;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy between a client and the mock server. It asks the mock server for the response that a
 * test prefers, and keeps the requests. The mock server responds to any upload with the count of an
 * example; the proxy replaces it with the number of records that were sent, if none was rejected.
 */
public final class PreferenceProxy implements AutoCloseable {

  /** A request that the client sent, and the violations that the mock server reported. */
  public record Exchange(String method, URI uri, String body, Optional<String> violations) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
  private final URI mock;
  private final HttpServer server;
  private volatile String preference = "";

  /** Starts a proxy in front of a mock server. */
  public PreferenceProxy(PrismServer mock) {
    this.mock = mock.uri();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::forward);
    server.start();
  }

  /** Returns the address of the proxy. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Asks the mock server for this response from now on, in the form of its {@code Prefer} header.
   */
  public void prefer(String preference) {
    this.preference = preference;
  }

  /** Returns the requests so far, in order. */
  public List<Exchange> exchanges() {
    return exchanges;
  }

  private void forward(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(mock.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (name.startsWith("X-clevertap-")
                  || name.equals("Content-type")
                  || name.equals("Accept")) {
                values.forEach(value -> request.header(name, value));
              }
            });
    if (!preference.isEmpty()) {
      request.header("Prefer", preference);
    }
    HttpResponse<String> response = send(request.build());
    exchanges.add(
        new Exchange(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            body,
            response.headers().firstValue(PrismServer.VIOLATIONS)));
    byte[] answer = counted(body, response.body()).getBytes(UTF_8);
    response
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static String counted(String request, String response) throws IOException {
    if (response.isEmpty()
        || !(JSON.readTree(response) instanceof ObjectNode answer)
        || !answer.has(UploadResponse.JSON_PROPERTY_PROCESSED)
        || !answer.path(UploadResponse.JSON_PROPERTY_UNPROCESSED).isEmpty()
        || !UploadStatus.SUCCESS
            .getValue()
            .equals(answer.path(UploadResponse.JSON_PROPERTY_STATUS).asText())) {
      return response;
    }
    int sent = JSON.readTree(request).path(UploadRequest.JSON_PROPERTY_RECORDS).size();
    return answer.put(UploadResponse.JSON_PROPERTY_PROCESSED, sent).toString();
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
