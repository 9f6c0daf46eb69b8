import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server on this machine that accepts uploads for Maven Central and discards them. */
class CentralStandIn {

  /** Writes the server's address into the file that the argument names, and serves until the process is killed. */
  public static void main(String[] arguments) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/publisher/upload",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] deployment =
              "00000000-0000-0000-0000-000000000000".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(201, deployment.length);
          exchange.getResponseBody().write(deployment);
          exchange.close();
        });
    server.start();
    Path file = Path.of(arguments[0]);
    Path written = Files.writeString(Path.of(file + ".new"), "http://127.0.0.1:" + server.getAddress().getPort());
    Files.move(written, file);
  }
}
