package io.clevertap.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that says what a test says, byte by byte, and breaks off where the test does. */
final class SocketServer implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** What is done with one connection; it is closed afterwards. */
  interface Conversation {
    void with(Socket socket) throws Exception;
  }

  /**
   * Starts a server.
   *
   * @param conversations what is done with the first connection, the second, and so on; the last
   *     one goes on
   */
  SocketServer(Conversation... conversations) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversations);
  }

  SocketServer(ServerSocket server, Conversation... conversations) {
    this.server = server;
    daemon(
        () -> {
          for (int i = 0; ; i++) {
            Socket socket = server.accept();
            sockets.add(socket);
            Conversation conversation = conversations[Math.min(i, conversations.length - 1)];
            daemon(
                () -> {
                  try (socket) {
                    conversation.with(socket);
                  }
                });
          }
        });
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  int connections() {
    return sockets.size();
  }

  /** Reads one request to its end, and returns its head. */
  static String read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request ended early");
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    Matcher length = LENGTH.matcher(text);
    in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return text;
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
    write(socket, answer(FakeCleverTap.SUCCESS));
  }

  /** Makes the close of the connection a reset. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                // the connection or the server was closed, which ends the work
              }
            },
            "socket-server");
    thread.setDaemon(true);
    thread.start();
  }
}
