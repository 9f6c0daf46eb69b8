package io.clevertap.bulk;

import io.clevertap.test.internal.HttpCall;
import io.clevertap.test.internal.LoopbackServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A proxy and a TLS terminator between the client and a plain server. By a seeded plan it refuses
 * to connect, and adds a Retry-After of every kind.
 */
final class Middlebox implements AutoCloseable {

  private static final List<Integer> REFUSALS =
      List.of(400, 403, 404, 407, 429, 500, 502, 503, 504);
  private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (\\d+)");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private final Random plan;
  private final URI server;
  private final SSLSocketFactory tls;
  private final LoopbackServer proxy;
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger retryAfters = new AtomicInteger();

  /**
   * Starts a proxy.
   *
   * @param server the base URL of the server, whatever host the client wants
   */
  Middlebox(String server, long seed) throws IOException {
    this.server = URI.create(server);
    this.plan = new Random(seed);
    this.tls = SelfSigned.CONTEXT.getSocketFactory();
    this.proxy = LoopbackServer.start(this::converse);
  }

  ProxySelector selector() {
    return ProxySelector.of(
        new InetSocketAddress("127.0.0.1", URI.create(proxy.baseUrl()).getPort()));
  }

  /** Returns how many connections were refused. */
  int refused() {
    return refused.get();
  }

  /** Returns how many responses got a Retry-After. */
  int retryAfters() {
    return retryAfters.get();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
  }

  private void converse(Socket client) throws IOException {
    LoopbackServer.read(client.getInputStream());
    int choice = choose(2 * (REFUSALS.size() + 1)); // refuses half of all connections
    if (choice <= REFUSALS.size()) {
      refused.incrementAndGet();
      if (choice < REFUSALS.size()) { // otherwise closes without a word
        write(client, "HTTP/1.1 " + REFUSALS.get(choice) + " -\r\nContent-Length: 2\r\n\r\nno");
      }
      return;
    }
    write(client, "HTTP/1.1 200 -\r\n\r\n");
    try (SSLSocket decrypted = (SSLSocket) tls.createSocket(client, null, true);
        Socket upstream = new Socket(server.getHost(), server.getPort())) {
      decrypted.setUseClientMode(false);
      relay(decrypted, upstream);
    }
  }

  private void relay(Socket client, Socket upstream) throws IOException {
    InputStream requests = new BufferedInputStream(client.getInputStream());
    InputStream responses = new BufferedInputStream(upstream.getInputStream());
    HttpCall call = LoopbackServer.read(requests);
    while (call != null) {
      upstream.getOutputStream().write(bytes(call));
      String head = head(responses);
      byte[] body = responses.readNBytes(length(head));
      boolean whole = !head.isEmpty() && body.length == length(head);
      OutputStream out = client.getOutputStream();
      if (!head.isEmpty()) {
        write(client, whole ? withRetryAfter(head) : head);
      }
      out.write(body);
      out.flush();
      call = whole ? LoopbackServer.read(requests) : null; // a cut response ends the connection
    }
  }

  private static byte[] bytes(HttpCall call) {
    StringBuilder head = new StringBuilder(call.method() + " " + call.target() + " HTTP/1.1\r\n");
    call.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(call.body());
    return bytes.toByteArray();
  }

  /** Reads the head of a response with the empty line at its end; empty if none comes. */
  private static String head(InputStream responses) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = responses.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static int length(String head) {
    return number(LENGTH, head);
  }

  private String withRetryAfter(String head) {
    int status = number(STATUS, head);
    if (status != 429 && status < 500) {
      return head;
    }
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    List<String> kinds =
        List.of(
            "0",
            "1",
            "-1",
            "soon",
            "",
            "99999999999999999999",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(now.minusYears(1)),
            DateTimeFormatter.RFC_1123_DATE_TIME.format(now.plusSeconds(1)));
    retryAfters.incrementAndGet();
    return head.replace(
        "\r\n\r\n", "\r\nRetry-After: " + kinds.get(choose(kinds.size())) + "\r\n\r\n");
  }

  private synchronized int choose(int bound) {
    return plan.nextInt(bound);
  }

  private static int number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }
}
