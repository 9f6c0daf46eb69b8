package io.clevertap.faults;

import io.clevertap.test.internal.LoopbackServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that sends exactly the bytes of a test, and closes the connection where the test does.
 */
final class SocketServer implements AutoCloseable {

  private final AtomicInteger connections = new AtomicInteger();
  private final LoopbackServer server;

  /**
   * Starts a server.
   *
   * @param conversations handle the first connection, the second, and so on; the last one also
   *     handles all further connections
   */
  SocketServer(LoopbackServer.Conversation... conversations) throws IOException {
    this.server =
        LoopbackServer.start(
            socket -> {
              int number = connections.getAndIncrement();
              conversations[Math.min(number, conversations.length - 1)].with(socket);
            });
  }

  String baseUrl() {
    return server.baseUrl();
  }

  /** Returns the number of connections so far. */
  int connections() {
    return connections.get();
  }

  /** Reads one whole request. */
  static void read(Socket socket) throws IOException {
    LoopbackServer.read(socket.getInputStream());
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Returns a complete response with status 200. */
  static String answer(String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n" + body;
  }

  /** Reads the request and sends a success. */
  static void succeed(Socket socket) throws IOException {
    read(socket);
    write(socket, answer(WireMockCleverTap.SUCCESS));
  }

  /** Makes the connection end with a reset when it is closed. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
