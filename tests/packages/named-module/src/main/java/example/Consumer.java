package example;

import com.sun.net.httpserver.HttpServer;
import io.clevertap.CleverTap;
import io.clevertap.Profile;
import io.clevertap.UploadResult;
import io.clevertap.client.api.UploadApi;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Uploads a profile from a named module to a server on this machine. */
public final class Consumer {

  public static void main(String[] arguments) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/1/upload",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] response =
              "{\"status\":\"success\",\"processed\":1,\"unprocessed\":[]}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, response.length);
          exchange.getResponseBody().write(response);
          exchange.close();
        });
    server.start();
    try (CleverTap cleverTap =
        CleverTap.builder()
            .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .credentials("ACCOUNT", "PASSCODE")
            .build()) {
      UploadResult result = cleverTap.upload(Profile.ofIdentity("42").name("Jack"));
      System.out.printf(
          "%d accepted by modules %s and %s%n",
          result.accepted().size(),
          CleverTap.class.getModule().getName(),
          UploadApi.class.getModule().getName());
    } finally {
      server.stop(0);
    }
  }
}
