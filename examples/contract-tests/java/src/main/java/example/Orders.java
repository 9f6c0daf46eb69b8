package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/** A service without an SDK: it tells CleverTap that a customer ordered something. */
public class Orders {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI upload;
  private final Map<String, String> headers;

  public Orders(String baseUrl, Map<String, String> headers) {
    this.upload = URI.create(baseUrl + "/1/upload");
    this.headers = headers;
  }

  /** Returns whether CleverTap accepted the event. */
  public boolean ordered(String customer, String product) throws IOException, InterruptedException {
    Map<String, Object> event =
        Map.of(
            "type", "event",
            "identity", customer,
            "evtName", "Ordered",
            "evtData", Map.of("Product", product));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(upload)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("d", List.of(event)))));
    headers.forEach(request::header);
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    JsonNode body = JSON.readTree(response.body());
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + " " + body);
    }
    return body.path("status").asText().equals("success");
  }
}
