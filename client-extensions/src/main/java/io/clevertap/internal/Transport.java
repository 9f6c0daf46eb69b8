package io.clevertap.internal;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/**
 * One attempt over the JDK's HTTP client, with its whole answer, within the read timeout of the
 * request's options.
 */
final class Transport implements Client {

  /** Far above any answer: a thousand refused records of the greatest size take no more. */
  static final int MAX_BODY_BYTES = 160 * 1024 * 1024;

  /** The HTTP client's own timeout comes first: it knows whether there was a connection. */
  private static final long GRACE_MILLIS = 50;

  private final HttpClient http;
  private final int maxBodyBytes;

  Transport(HttpClient http, int maxBodyBytes) {
    this.http = http;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    long millis = options.readTimeoutMillis();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> exchange =
        http.sendAsync(
            httpRequest(request, millis),
            BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> add(bytes, body))));
    try {
      HttpResponse<Void> answer = exchange.get(millis + GRACE_MILLIS, TimeUnit.MILLISECONDS);
      return Response.builder()
          .request(request)
          .status(answer.statusCode())
          .headers(new LinkedHashMap<>(answer.headers().map()))
          .body(decoded(answer, body.toByteArray()))
          .build();
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("the answer did not end in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the answer");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  private void add(byte[] part, ByteArrayOutputStream body) {
    if (body.size() + part.length > maxBodyBytes) {
      throw new IllegalStateException("the answer is longer than " + maxBodyBytes + " bytes");
    }
    body.writeBytes(part);
  }

  private static HttpRequest httpRequest(Request request, long timeoutMillis) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(Duration.ofMillis(timeoutMillis))
            .method(
                request.httpMethod().name(),
                request.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Content-Length")) { // which the HTTP client sets itself
                values.forEach(value -> builder.header(name, value));
              }
            });
    return builder.build();
  }

  /** Undoes gzip, which a server may use unless it is told not to. */
  private byte[] decoded(HttpResponse<?> answer, byte[] body) throws IOException {
    if (!answer.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip")) {
      return body;
    }
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return plain.readNBytes(maxBodyBytes);
    }
  }
}
