package io.clevertap.internal.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Makes one attempt with the JDK's HTTP client, and reads the whole response within the read
 * timeout of the options. The HTTP client's own timeout only covers the headers.
 */
public record Transport(Supplier<HttpClient> http, int maxBodyBytes, Time time) implements Client {

  /** Enough for any response: it fits a thousand rejected records of the greatest size. */
  static final int MAX_BODY_BYTES = 160 * 1024 * 1024;

  private static final int FIRST_ERROR = 300;
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Duration timeout = Duration.ofMillis(options.readTimeoutMillis());
    long end = time.nanoTime() + timeout.toNanos();
    AtomicBoolean sending = new AtomicBoolean();
    int maxBytes = maxBodyBytes; // so that open connections keep no reference to this client
    try {
      HttpResponse<ResponseBody> response =
          http.get()
              .send(httpRequest(request, timeout, sending), head -> new ResponseBody(maxBytes));
      if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED) { // without a body after CONNECT
        throw new ConnectException("the proxy wants credentials (HTTP 407)");
      }
      return Response.builder()
          .request(request)
          .status(response.statusCode())
          .headers(new LinkedHashMap<>(response.headers().map()))
          .body(body(response, end))
          .build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the response");
    } catch (IOException e) {
      throw request.body() == null || sending.get() ? e : beforeSending(e);
    }
  }

  /**
   * Returns an exception which shows that nothing was sent, such as when a proxy refuses to connect
   * or TLS fails without an alert.
   */
  private static IOException beforeSending(IOException e) {
    if (isBeforeSending(e)) {
      return e;
    }
    String message = Objects.requireNonNullElse(e.getMessage(), "the connection broke");
    IOException failure =
        e instanceof SSLException
            ? new SSLHandshakeException(message)
            : new ConnectException(message);
    failure.initCause(e);
    return failure;
  }

  /** Returns whether this exception shows by itself that nothing was sent. */
  static boolean isBeforeSending(IOException e) {
    return e instanceof ConnectException
        || e instanceof HttpConnectTimeoutException
        || e instanceof UnknownHostException
        || e instanceof SSLHandshakeException;
  }

  /** Reads the body. If that fails after an error, the status matters more than the body. */
  private byte[] body(HttpResponse<ResponseBody> response, long end)
      throws IOException, InterruptedException {
    byte[] body = new byte[0];
    try {
      body = response.body().await(end - time.nanoTime());
      return isGzip(response) && body.length > 0 ? unpacked(body) : body;
    } catch (IOException e) {
      if (response.statusCode() < FIRST_ERROR) {
        throw e;
      }
      return body;
    }
  }

  private static HttpRequest httpRequest(Request request, Duration timeout, AtomicBoolean sending) {
    BodyPublisher body =
        request.body() == null
            ? BodyPublishers.noBody()
            : body(BodyPublishers.ofByteArray(request.body()), sending);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url())).timeout(timeout);
    builder.method(request.httpMethod().name(), body);
    for (Map.Entry<String, Collection<String>> header : request.headers().entrySet()) {
      if (!header.getKey().equalsIgnoreCase("Content-Length")) { // the HTTP client sets it
        header.getValue().forEach(value -> builder.header(header.getKey(), value));
      }
    }
    return builder.build();
  }

  /** Notes the start of sending: the HTTP client subscribes to the body once it is connected. */
  private static BodyPublisher body(BodyPublisher body, AtomicBoolean sending) {
    return BodyPublishers.fromPublisher(
        subscriber -> {
          sending.set(true);
          body.subscribe(subscriber);
        },
        body.contentLength());
  }

  /** A server may use gzip although the request does not ask for it. */
  private static boolean isGzip(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
  }

  private byte[] unpacked(byte[] body) throws IOException {
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return plain.readNBytes(maxBodyBytes);
    }
  }
}
