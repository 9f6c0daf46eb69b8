package io.clevertap.test.internal;

import io.clevertap.test.internal.HttpReply.Response;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on a loopback socket that can break connections as no well-behaved server
 * does. Each connection has its own daemon thread, which calls the handler.
 */
public final class LoopbackServer implements AutoCloseable {

  /** Reads and writes the bytes of a connection, which is closed afterwards. */
  public interface Conversation {
    void with(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Conversation conversation;
  private final Thread acceptor = daemon("acceptor", this::accept);

  private LoopbackServer(int port, Conversation conversation) throws IOException {
    this.listener = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
    this.conversation = conversation;
  }

  /**
   * Starts a server.
   *
   * @param port the port; 0 for any free port
   */
  public static LoopbackServer start(int port, Function<HttpCall, HttpReply> handler)
      throws IOException {
    LoopbackServer server = new LoopbackServer(port, connection -> serve(connection, handler));
    server.acceptor.start();
    return server;
  }

  /** Starts a server on any free port that hands each connection to the conversation. */
  public static LoopbackServer start(Conversation conversation) throws IOException {
    LoopbackServer server = new LoopbackServer(0, conversation);
    server.acceptor.start();
    return server;
  }

  /** Returns the base URL, with the port and without a path. */
  public String baseUrl() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** Returns the number of open connections. */
  public int connections() {
    return connections.size();
  }

  /** Closes the socket and every connection. */
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      acceptor.join(); // until then the system may still accept connections
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = listener.accept();
        connections.add(connection);
        daemon("connection", () -> hold(connection)).start();
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new IllegalStateException("The server cannot accept", e);
      }
    }
  }

  private void hold(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      conversation.with(connection);
    } catch (IOException | InterruptedException e) {
      // the client disconnected, or close() was called
    } finally {
      connections.remove(connection);
    }
  }

  private static void serve(Socket connection, Function<HttpCall, HttpReply> handler)
      throws IOException {
    InputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 16);
    OutputStream out = connection.getOutputStream();
    HttpCall call = read(in);
    while (call != null && reply(handler.apply(call), connection, in, out)) {
      call = read(in);
    }
  }

  /** Sends a reply, and returns whether the connection stays open. */
  private static boolean reply(HttpReply reply, Socket connection, InputStream in, OutputStream out)
      throws IOException {
    if (reply instanceof Response response) {
      out.write(bytes(response, response.body().length));
      out.flush();
      return true;
    }
    if (reply instanceof HttpReply.CutOff cut) {
      out.write(bytes(cut.response(), cut.response().body().length / 2));
      out.flush();
    } else if (reply instanceof HttpReply.Reset) {
      connection.setSoLinger(true, 0);
    } else {
      in.readNBytes(1); // blocks until the client closes the connection
    }
    return false;
  }

  private static byte[] bytes(Response response, int bodyBytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        ("HTTP/1.1 "
                + response.status()
                + " -\r\nContent-Type: "
                + response.contentType()
                + "\r\nContent-Length: "
                + response.body().length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(response.body(), 0, bodyBytes);
    return bytes.toByteArray();
  }

  /** Reads one whole request; null if the client has closed the connection. */
  public static @Nullable HttpCall read(InputStream in) throws IOException {
    String requestLine = line(in);
    if (requestLine == null) {
      return null;
    }
    String[] parts = requestLine.split(" ");
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("The request is truncated");
    }
    return new HttpCall(parts[0], parts[1], headers, body);
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(next);
    }
    return null;
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, "clevertap-test-" + name);
    thread.setDaemon(true);
    return thread;
  }
}
