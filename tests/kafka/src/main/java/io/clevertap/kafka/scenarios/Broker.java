package io.clevertap.kafka.scenarios;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A Kafka broker as a process. */
final class Broker implements AutoCloseable {

  private final int port = Processes.freePort();
  private final Process process;
  private final Admin admin;

  Broker(Path jars, Path directory) {
    int controller = Processes.freePort();
    Map<String, String> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controller);
    properties.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("log.dirs", directory.resolve("broker-data").toString());
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "5");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("auto.create.topics.enable", "false");
    String file =
        Processes.properties(directory.resolve("broker.properties"), properties).toString();
    Path log = directory.resolve("broker.log");
    Processes.run(
        jars,
        log,
        "kafka.tools.StorageTool",
        "format",
        "--standalone",
        "-t",
        "MkU3OEVBNTcwNTJENDM2Qk",
        "-c",
        file);
    this.process = Processes.start(jars, "512m", log, "kafka.Kafka", file);
    this.admin = Admin.create(Map.of("bootstrap.servers", address()));
    Waiting.until(
        Duration.ofSeconds(60), "the broker", () -> await(admin.describeCluster().nodes()) != null);
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void createTopic(String name, int partitions) {
    await(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all());
  }

  /** Writes records, each with a key and a value. */
  void produce(int count, IntFunction<ProducerRecord<String, String>> record) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", address());
    properties.put("linger.ms", "50");
    properties.put("enable.idempotence", "false"); // which a topic that is still new confuses
    properties.put("max.in.flight.requests.per.connection", "1");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < count; i++) {
        producer.send(record.apply(i));
      }
    }
  }

  /** Returns all records of a topic. */
  List<ConsumerRecord<String, String>> read(String topic) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", address());
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions = partitions(topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** Returns how many records of a topic a connector has not committed. */
  long uncommitted(String connector, String topic) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(
            admin.listConsumerGroupOffsets("connect-" + connector).partitionsToOffsetAndMetadata());
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    partitions(topic).forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> offsets = await(admin.listOffsets(ends).all());
    return offsets.entrySet().stream()
        .mapToLong(
            end -> {
              OffsetAndMetadata done = committed.get(end.getKey());
              return end.getValue().offset() - (done == null ? 0 : done.offset());
            })
        .sum();
  }

  private List<TopicPartition> partitions(String topic) {
    return await(admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private static <T> T await(org.apache.kafka.common.KafkaFuture<T> result) {
    try {
      return result.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
    Processes.stop(process);
  }
}
