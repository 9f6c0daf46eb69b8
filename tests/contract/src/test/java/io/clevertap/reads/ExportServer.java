package io.clevertap.reads;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * Numbered events behind cursors. A share of the responses is wrong in some way, chosen by a seed.
 */
class ExportServer implements AutoCloseable {

  /** What is wrong with a response. */
  enum Flaw {
    NONE,
    RESET_BEFORE,
    CUT_OFF,
    TOO_MANY_REQUESTS,
    UNAVAILABLE,
    IN_PROGRESS,
    ACCEPTED,
    HTML,
    GZIP_CUT_OFF,
    SLOW,
    INVALID_CURSOR,
    REPEATED_CURSOR
  }

  private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final int JSON = 200;

  private final int events;
  private final int pageSize;
  private final double share;
  private final Random random;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  ExportServer(long seed, double share, int events, int pageSize) throws IOException {
    this.events = events;
    this.pageSize = pageSize;
    this.share = share;
    this.random = new Random(seed);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/1/events.json", this::respond);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the number of the first event of the page that follows another; a test may lie. */
  int following(int position) {
    return position + pageSize;
  }

  private void respond(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("POST")) {
      send(exchange, JSON, "{\"status\":\"success\",\"cursor\":\"" + cursor(0) + "\"}");
      return;
    }
    int position = position(exchange.getRequestURI());
    switch (flaw()) {
      case NONE -> send(exchange, JSON, page(position, following(position)));
      case RESET_BEFORE -> exchange.close();
      case CUT_OFF -> sendPart(exchange, bytes(page(position, following(position))));
      case TOO_MANY_REQUESTS -> send(exchange, 429, failure("Too many concurrent requests", 429));
      case UNAVAILABLE -> send(exchange, 503, "<html>503</html>");
      case IN_PROGRESS -> send(exchange, JSON, failure("still in progress", 2));
      case ACCEPTED -> send(exchange, 202, "");
      case HTML -> send(exchange, JSON, "<html>sign in</html>");
      case GZIP_CUT_OFF -> {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        byte[] packed = gzip(bytes(page(position, following(position))));
        byte[] half = Arrays.copyOf(packed, packed.length / 2);
        exchange.sendResponseHeaders(JSON, half.length);
        exchange.getResponseBody().write(half);
        exchange.close();
      }
      case SLOW -> {
        byte[] body = bytes(page(position, following(position)));
        exchange.sendResponseHeaders(JSON, body.length);
        exchange.getResponseBody().write(body, 0, 1);
        exchange.getResponseBody().flush();
        pause();
        exchange.getResponseBody().write(body, 1, body.length - 1);
        exchange.close();
      }
      case INVALID_CURSOR -> send(exchange, JSON, failure("Incorrect Usage", 3));
      case REPEATED_CURSOR -> send(exchange, JSON, page(position, position));
      default -> throw new IllegalStateException();
    }
  }

  private synchronized Flaw flaw() {
    Flaw[] flaws = Flaw.values();
    return random.nextDouble() < share ? flaws[1 + random.nextInt(flaws.length - 1)] : Flaw.NONE;
  }

  private String page(int position, int next) {
    StringBuilder page = new StringBuilder("{\"status\":\"success\"");
    if (next < events) {
      page.append(",\"next_cursor\":\"").append(cursor(next)).append('"');
    }
    page.append(",\"records\":[");
    for (int i = position; i < Math.min(position + pageSize, events); i++) {
      page.append(i == position ? "" : ",")
          .append("{\"profile\":{\"identity\":\"")
          .append(i)
          .append("\"},\"ts\":")
          .append(TIME.format(START.plusSeconds(i)))
          .append(",\"event_props\":{\"Amount\":")
          .append(i)
          .append("}}");
    }
    return page.append("]}").toString();
  }

  /** Returns a cursor with characters that need encoding, encoded, as CleverTap does. */
  private static String cursor(int position) {
    return position + "%2B%2F%3D";
  }

  private static int position(URI uri) {
    String cursor = uri.getRawQuery().substring("cursor=".length());
    if (!cursor.endsWith("%2B%2F%3D")) {
      throw new IllegalStateException("another cursor: " + cursor);
    }
    return Integer.parseInt(cursor.substring(0, cursor.indexOf('%')));
  }

  private static String failure(String error, int code) {
    return "{\"status\":\"fail\",\"error\":\"" + error + "\",\"code\":" + code + "}";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = bytes(body);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Promises a whole body and closes the connection in its middle. */
  private static void sendPart(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(JSON, body.length);
    exchange.getResponseBody().write(body, 0, body.length / 2);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
