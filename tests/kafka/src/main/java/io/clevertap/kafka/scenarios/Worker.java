package io.clevertap.kafka.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A distributed worker of Kafka Connect as a process, and its REST interface. */
final class Worker implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = Processes.freePort();
  private final Process process;

  /** Starts a worker; those of the same group share the tasks. */
  Worker(
      Path jars,
      Path plugins,
      Path directory,
      Broker broker,
      String group,
      Duration commitInterval) {
    Map<String, String> properties = new HashMap<>();
    properties.put("bootstrap.servers", broker.address());
    properties.put("group.id", group);
    properties.put("listeners", "http://127.0.0.1:" + port);
    properties.put("rest.advertised.host.name", "127.0.0.1");
    properties.put("rest.advertised.port", String.valueOf(port));
    properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    properties.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    properties.put("value.converter.schemas.enable", "false");
    for (String topic : new String[] {"config", "offset", "status"}) {
      properties.put(topic + ".storage.topic", group + "-" + topic);
      properties.put(topic + ".storage.replication.factor", "1");
    }
    properties.put("offset.storage.partitions", "1");
    properties.put("status.storage.partitions", "1");
    properties.put("offset.flush.interval.ms", String.valueOf(commitInterval.toMillis()));
    properties.put("scheduled.rebalance.max.delay.ms", "2000");
    properties.put("session.timeout.ms", "6000");
    properties.put("heartbeat.interval.ms", "1000");
    properties.put("connector.client.config.override.policy", "All");
    properties.put("plugin.path", plugins.toString());
    properties.put("plugin.discovery", "service_load");
    Path file =
        Processes.properties(directory.resolve("worker-" + port + ".properties"), properties);
    this.process =
        Processes.start(
            jars,
            "512m",
            directory.resolve("worker-" + port + ".log"),
            "org.apache.kafka.connect.cli.ConnectDistributed",
            file.toString());
    Waiting.until(
        Duration.ofSeconds(90),
        "the worker " + port,
        () -> send("GET", "/connectors", null).statusCode() == 200);
  }

  /** Creates or changes a connector, and returns the response. */
  HttpResponse<String> configure(String connector, Map<String, String> config) {
    try {
      String body = MAPPER.writeValueAsString(config);
      HttpResponse<String>[] response = new HttpResponse[1];
      Waiting.until(
          Duration.ofSeconds(60),
          "the worker's group",
          () -> {
            response[0] = send("PUT", "/connectors/" + connector + "/config", body);
            return response[0].statusCode() != 409 && response[0].statusCode() != 500;
          });
      return response[0];
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void delete(String connector) {
    send("DELETE", "/connectors/" + connector, null);
  }

  /** Returns the state of the connector's tasks, if all have the same. */
  String tasks(String connector) {
    JsonNode tasks = status(connector).path("tasks");
    return StreamSupport.stream(tasks.spliterator(), false)
        .map(task -> task.path("state").asText())
        .distinct()
        .reduce("", (a, b) -> a + b);
  }

  /** Returns how many workers run tasks of the connector. */
  long workersOf(String connector) {
    return StreamSupport.stream(status(connector).path("tasks").spliterator(), false)
        .map(task -> task.path("worker_id").asText())
        .distinct()
        .count();
  }

  /** Returns why the first task failed. */
  String trace(String connector) {
    return status(connector).path("tasks").path(0).path("trace").asText();
  }

  /** Returns the sum of an attribute over the MBeans that the pattern matches. */
  long sum(String pattern, String attribute) {
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
      String address = machine.startLocalManagementAgent();
      machine.detach();
      try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        long sum = 0;
        for (ObjectName bean : beans.queryNames(new ObjectName(pattern), null)) {
          sum += ((Number) beans.getAttribute(bean, attribute)).longValue();
        }
        return sum;
      }
    } catch (AttachNotSupportedException | JMException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void terminate() {
    process.destroy();
  }

  void kill() {
    process.destroyForcibly();
  }

  private JsonNode status(String connector) {
    try {
      return MAPPER.readTree(send("GET", "/connectors/" + connector + "/status", null).body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    Processes.stop(process);
  }
}
