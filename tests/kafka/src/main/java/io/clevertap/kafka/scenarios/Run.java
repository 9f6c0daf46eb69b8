package io.clevertap.kafka.scenarios;

import io.clevertap.test.internal.StandIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** One scenario: its account, its topic, its connector and its workers. */
final class Run implements AutoCloseable {

  private static final int PARTITIONS = 6;
  private static final int USERS = 500;
  private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)");
  private static final Duration START = Duration.ofSeconds(60);

  private final Path runtimes;
  private final Path plugins;
  private final Path directory;
  private final Broker broker;
  private final String name;
  private final List<Worker> workers = new ArrayList<>();
  private final long started = System.nanoTime();
  private int produced;

  final Account account = new Account();
  final Map<String, String> config = new HashMap<>();
  Duration commitInterval = Duration.ofSeconds(2);
  StandIn server;

  Run(Path runtimes, Path plugins, Path directory, Broker broker, String name) {
    this.runtimes = runtimes;
    this.plugins = plugins;
    this.directory = directory;
    this.broker = broker;
    this.name = name;
    this.server = StandIn.start(account);
    broker.createTopic(topic(), PARTITIONS);
    broker.createTopic(deadLetters(), 1);
    config.put("connector.class", "io.clevertap.kafka.CleverTapSinkConnector");
    config.put("topics", topic());
    config.put("tasks.max", "2");
    config.put("clevertap.account.id", "TEST-KAFKA");
    config.put("clevertap.passcode", account.passcode);
    config.put("clevertap.base.url", server.baseUrl());
    config.put("event.name", "Seen");
    config.put("linger.ms", "200");
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", deadLetters());
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("errors.deadletterqueue.context.headers.enable", "true");
    config.put("consumer.override.session.timeout.ms", "6000");
    config.put("consumer.override.heartbeat.interval.ms", "1000");
    config.put("consumer.override.auto.offset.reset", "earliest");
  }

  String topic() {
    return name;
  }

  String deadLetters() {
    return name + "-dead-letters";
  }

  Worker worker() {
    return worker("worker");
  }

  /** Starts a worker of a runtime; all of them belong to the same group. */
  Worker worker(String runtime) {
    Worker worker =
        new Worker(
            runtimes.resolve(runtime), plugins, directory, broker, "group-" + name, commitInterval);
    workers.add(worker);
    return worker;
  }

  /** Creates the connector, and waits until its tasks run. */
  void connect(Worker worker) {
    var response = worker.configure(name, config);
    if (response.statusCode() >= 300) {
      throw new IllegalStateException("The connector was refused: " + response.body());
    }
    Waiting.until(START, "the tasks", () -> worker.tasks(name).equals("RUNNING"));
  }

  /** Changes the connector. */
  int reconfigure(Worker worker) {
    return worker.configure(name, config).statusCode();
  }

  String tasks(Worker worker) {
    return worker.tasks(name);
  }

  long workersOf(Worker worker) {
    return worker.workersOf(name);
  }

  String trace(Worker worker) {
    return worker.trace(name);
  }

  /** Writes numbered records of some users. */
  void produce(int count) {
    produced += count;
    broker.produce(
        count,
        i ->
            new ProducerRecord<>(
                topic(),
                "user-" + i % USERS,
                "{\"n\":" + i + ",\"price\":49.5,\"city\":\"Pune\"}"));
  }

  /** Writes one record that counts. */
  void produce(String key, String value) {
    produced++;
    write(key, value);
  }

  /** Writes one record that does not count. */
  void write(String key, String value) {
    broker.produce(1, i -> new ProducerRecord<>(topic(), key, value));
  }

  void awaitDelivered(int count, Duration timeout) {
    Waiting.until(timeout, count + " records", () -> account.delivered() >= count);
  }

  /** Waits until every record is stored or a dead letter, and every offset is committed. */
  void finish(Duration timeout) {
    Waiting.until(
        timeout,
        "all records",
        () -> account.delivered() + numbersOfDeadLetters().size() >= produced);
    Waiting.until(
        Duration.ofSeconds(40), "the offsets", () -> broker.uncommitted(name, topic()) == 0);
  }

  long uncommitted() {
    return broker.uncommitted(name, topic());
  }

  List<ConsumerRecord<String, String>> letters() {
    return broker.read(deadLetters());
  }

  static String header(ConsumerRecord<String, String> letter, String header) {
    Header found = letter.headers().lastHeader(header);
    return found == null ? "" : new String(found.value(), StandardCharsets.UTF_8);
  }

  Result result(String remark) {
    Set<Integer> letters = numbersOfDeadLetters();
    int lost = 0;
    for (int n = 0; n < produced; n++) {
      lost += account.has(n) || letters.contains(n) ? 0 : 1;
    }
    return new Result(
        name,
        account.delivered(),
        letters().size(),
        lost,
        account.doubled(),
        account.outOfOrder(),
        Duration.ofNanos(System.nanoTime() - started),
        remark);
  }

  private Set<Integer> numbersOfDeadLetters() {
    Set<Integer> numbers = new HashSet<>();
    for (ConsumerRecord<String, String> letter : letters()) {
      Matcher number = NUMBER.matcher(Objects.requireNonNullElse(letter.value(), ""));
      if (number.find()) {
        numbers.add(Integer.parseInt(number.group(1)));
      }
    }
    return numbers;
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
    server.close();
  }
}
