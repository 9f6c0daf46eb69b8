package io.clevertap.faults;

import io.clevertap.test.internal.LoopbackServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says what a test says, byte by byte, and breaks off where the test does. */
final class SocketServer implements AutoCloseable {

  private final AtomicInteger connections = new AtomicInteger();
  private final LoopbackServer server;

  /**
   * Starts a server.
   *
   * @param conversations what is done with the first connection, the second, and so on; the last
   *     one goes on
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

  /** Returns how many connections were made. */
  int connections() {
    return connections.get();
  }

  /** Reads one request to its end. */
  static void read(Socket socket) throws IOException {
    LoopbackServer.read(socket.getInputStream());
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Returns a whole answer of 200. */
  static String answer(String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n" + body;
  }

  /** Answers the request properly. */
  static void succeed(Socket socket) throws IOException {
    read(socket);
    write(socket, answer(WireMockCleverTap.SUCCESS));
  }

  /** Makes the close of the connection a reset. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
