package io.clevertap.internal.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * One attempt over the JDK's HTTP client, with its whole answer, within the read timeout of the
 * request's options. The HTTP client itself watches the clock only until the headers have come.
 */
public record Transport(HttpClient http, int maxBodyBytes, Time time) implements Client {

  /** Far above any answer: a thousand refused records of the greatest size take no more. */
  static final int MAX_BODY_BYTES = 160 * 1024 * 1024;

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Duration timeout = Duration.ofMillis(options.readTimeoutMillis());
    long end = time.nanoTime() + timeout.toNanos();
    AtomicBoolean sending = new AtomicBoolean();
    int maxBytes = maxBodyBytes; // so that no open connection keeps this, and with it the client
    try {
      HttpResponse<ResponseBody> answer =
          http.send(httpRequest(request, timeout, sending), head -> new ResponseBody(maxBytes));
      byte[] body = answer.body().await(end - time.nanoTime());
      return Response.builder()
          .request(request)
          .status(answer.statusCode())
          .headers(new LinkedHashMap<>(answer.headers().map()))
          .body(isGzip(answer) ? unpacked(body) : body)
          .build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the answer");
    } catch (SSLException e) { // names the handshake only where TLS itself gave an alert
      throw sending.get() ? e : (SSLException) new SSLHandshakeException(null).initCause(e);
    }
  }

  private static HttpRequest httpRequest(Request request, Duration timeout, AtomicBoolean sending) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(timeout)
            .method(
                request.httpMethod().name(),
                request.body() == null
                    ? BodyPublishers.noBody()
                    : body(BodyPublishers.ofByteArray(request.body()), sending));
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

  /** The HTTP client asks for the body when there is a connection. */
  private static BodyPublisher body(BodyPublisher body, AtomicBoolean sending) {
    return BodyPublishers.fromPublisher(
        subscriber -> {
          sending.set(true);
          body.subscribe(subscriber);
        },
        body.contentLength());
  }

  /** A server may use gzip unless it is told not to. */
  private static boolean isGzip(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
  }

  private byte[] unpacked(byte[] body) throws IOException {
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return plain.readNBytes(maxBodyBytes);
    }
  }
}
