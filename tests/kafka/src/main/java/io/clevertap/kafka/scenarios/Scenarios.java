package io.clevertap.kafka.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.client.api.Operation;
import io.clevertap.test.internal.StandIn;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The scenarios, by name. Each throws an exception when the sink does not do what it promises. */
final class Scenarios {

  interface Scenario {
    /** Runs, and returns what is remarkable; empty if nothing is. */
    String run(Run run);
  }

  private static final Duration LONG = Duration.ofSeconds(240);
  private static final String MESSAGE = "__connect.errors.exception.message";
  private static final int RECORDS = 100_000;
  private static final int FEW = 20_000;

  private Scenarios() {}

  static Map<String, Scenario> all() {
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    scenarios.put("dead-letters", Scenarios::deadLetters);
    scenarios.put("tombstones", Scenarios::tombstones);
    scenarios.put("struct-types", Scenarios::structTypes);
    scenarios.put("renamed-topic", Scenarios::renamedTopic);
    scenarios.put("wrong-passcode", Scenarios::wrongPasscode);
    scenarios.put("lost-answers-retry", Scenarios::lostAnswersRetry);
    scenarios.put("lost-answers-report", Scenarios::lostAnswersReport);
    scenarios.put("sigterm", run -> twoWorkers(run, Worker::terminate, true));
    scenarios.put("kill-9", run -> twoWorkers(run, Worker::kill, false));
    scenarios.put("join", Scenarios::join);
    scenarios.put("backpressure-rebalance", Scenarios::backpressureAndRebalance);
    scenarios.put("outage", Scenarios::outage);
    scenarios.put("throttled", Scenarios::throttled);
    scenarios.put("oldest-worker", Scenarios::oldestWorker);
    scenarios.put("throughput", Scenarios::throughput);
    return scenarios;
  }

  private static String deadLetters(Run run) {
    run.account.rejects = record -> Account.number(record) % 1000 == 999;
    run.produce(FEW);
    Worker worker = run.worker();
    run.connect(worker);
    run.write("user-1", "[1]");
    run.finish(LONG);

    check(run.account.doubled() == 0, "none is doubled");
    long accepted = run.account.delivered();
    check(
        worker.sum("io.clevertap.kafka:type=sink-task,*", "Accepted") == accepted,
        "the task's meters count the accepted records");
    check(
        worker.sum("kafka.connect:type=plugins,*", "accepted") == accepted,
        "and so do Connect's own metrics");
    for (ConsumerRecord<String, String> letter : run.letters()) {
      String message = Run.header(letter, MESSAGE);
      boolean invalid = letter.value().equals("[1]");
      check(
          message.contains(invalid ? "stage=conversion; code=none" : "stage=upload; code=528"),
          "the dead letter says why: " + message);
      check(message.contains("may-have-been-applied=false"), "and that it was not applied");
      letter
          .headers()
          .forEach(
              header ->
                  check(
                      !new String(header.value()).contains(run.account.passcode),
                      "no header contains the passcode"));
    }
    check(run.letters().size() == FEW / 1000 + 1, "each rejected record is a dead letter");
    return "";
  }

  private static String tombstones(Run run) {
    run.connect(run.worker());
    run.produce(100);
    run.write("user-1", null);
    run.write("user-2", null);
    run.finish(LONG);
    check(run.letters().isEmpty(), "tombstones are ignored, and their offsets are committed");
    run.config.put("behavior.on.null.values", "report");
    Worker worker = run.worker();
    run.reconfigure(worker);
    run.write("user-3", null);
    Waiting.until(LONG, "the report", () -> run.letters().size() == 1);
    Waiting.until(LONG, "its offset", () -> run.uncommitted() == 0);
    return "2 ignored, 1 reported";
  }

  private static String structTypes(Run run) {
    run.config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    run.config.put("value.converter.schemas.enable", "true");
    run.config.put("fields.rename", "at:Paid at,total:Amount");
    run.config.put("fields.exclude", "secret");
    String fields =
        "{\"field\":\"n\",\"type\":\"int32\"},"
            + "{\"field\":\"at\",\"type\":\"int64\",\"name\":\"org.apache.kafka.connect.data.Timestamp\"},"
            + "{\"field\":\"day\",\"type\":\"int32\",\"name\":\"org.apache.kafka.connect.data.Date\"},"
            + "{\"field\":\"total\",\"type\":\"bytes\",\"name\":\"org.apache.kafka.connect.data.Decimal\","
            + "\"parameters\":{\"scale\":\"2\"}},"
            + "{\"field\":\"tags\",\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
            + "{\"field\":\"secret\",\"type\":\"string\"},"
            + "{\"field\":\"none\",\"type\":\"string\",\"optional\":true}";
    String schema = "{\"type\":\"struct\",\"fields\":[" + fields + "]}";
    String value =
        "{\"n\":0,\"at\":1767225600000,\"day\":20454,\"total\":\"E4c=\",\"tags\":[\"a\",\"b\"],"
            + "\"secret\":\"s\",\"none\":null}"; // 0x1387 is 49.99
    run.produce("user-1", "{\"schema\":" + schema + ",\"payload\":" + value + "}");
    run.connect(run.worker());
    run.finish(LONG);

    JsonNode stored = run.account.last().path("evtData");
    check(stored.path("Paid at").asText().equals("$D_1767225600"), "a timestamp: " + stored);
    check(stored.path("day").asText().equals("$D_1767225600"), "a date: " + stored);
    check(stored.path("Amount").asText().equals("49.99"), "a decimal: " + stored);
    check(stored.path("tags").size() == 2, "an array: " + stored);
    check(!stored.has("secret") && !stored.has("none"), "fewer fields: " + stored);
    return "";
  }

  private static String renamedTopic(Run run) {
    run.config.put("transforms", "rename");
    run.config.put("transforms.rename.type", "org.apache.kafka.connect.transforms.RegexRouter");
    run.config.put("transforms.rename.regex", ".*");
    run.config.put("transforms.rename.replacement", "renamed");
    run.config.remove("event.name");
    run.config.put("topic.event.names", "renamed:Seen");
    run.produce(FEW);
    run.connect(run.worker());
    run.finish(LONG);
    check(run.account.doubled() == 0, "none is doubled");
    return "";
  }

  private static String wrongPasscode(Run run) {
    run.config.put("clevertap.passcode", "wrong-passcode");
    Worker worker = run.worker();
    var refused = worker.configure(run.topic(), run.config);
    check(
        refused.statusCode() == 400 && refused.body().contains("was not accepted"),
        "a wrong passcode is refused at once: " + refused.body());
    check(!refused.body().contains("wrong-passcode"), "without repeating it");

    run.config.put("clevertap.passcode", run.account.passcode);
    run.connect(worker);
    run.account.passcode = "another-passcode";
    run.produce(1000);
    Waiting.until(LONG, "the failure", () -> run.tasks(worker).equals("FAILED"));
    check(run.trace(worker).contains("was not accepted"), "the trace says why");
    check(!run.trace(worker).contains("secret-passcode"), "without the passcode");
    check(run.account.delivered() == 0 && run.uncommitted() == 1000, "no offset is committed");
    run.config.put("clevertap.passcode", run.account.passcode);
    check(run.reconfigure(worker) < 300, "the passcode is changed");
    run.finish(LONG);
    return "FAILED, then mended by a change of the configuration";
  }

  private static String lostAnswersRetry(Run run) {
    run.account.lostShare = 0.05;
    run.produce(FEW);
    run.connect(run.worker());
    run.finish(LONG);
    check(run.letters().isEmpty(), "none is a dead letter");
    return "5 % of the responses lost";
  }

  private static String lostAnswersReport(Run run) {
    run.account.lostShare = 0.05;
    run.config.put("behavior.on.ambiguous", "report");
    run.produce(FEW);
    run.connect(run.worker());
    run.finish(LONG);
    check(run.account.doubled() == 0, "none is doubled");
    check(!run.letters().isEmpty(), "lost responses are dead letters");
    for (ConsumerRecord<String, String> letter : run.letters()) {
      check(
          Run.header(letter, MESSAGE).contains("may-have-been-applied=true"),
          "the dead letter says that the record may have been applied");
    }
    return "5 % of the responses lost";
  }

  private static String twoWorkers(Run run, Consumer<Worker> end, boolean graceful) {
    run.account.delay = Duration.ofMillis(100);
    Worker first = run.worker();
    Worker second = run.worker();
    run.connect(first);
    Waiting.until(LONG, "tasks on both workers", () -> run.workersOf(first) == 2);
    run.produce(RECORDS);
    run.awaitDelivered(RECORDS / 4, LONG);
    end.accept(second);
    run.finish(LONG);
    check(!graceful || run.account.doubled() == 0, "none is doubled after a graceful stop");
    return "";
  }

  private static String join(Run run) {
    run.account.delay = Duration.ofMillis(100);
    Worker first = run.worker();
    run.connect(first);
    run.produce(RECORDS);
    run.awaitDelivered(RECORDS / 10, LONG);
    run.worker();
    run.finish(LONG);
    check(run.account.doubled() == 0, "none is doubled");
    return "";
  }

  /** Partitions that are paused must be resumed after a rebalance that happens in between. */
  private static String backpressureAndRebalance(Run run) {
    run.account.delay = Duration.ofSeconds(2); // a commit waits for it, and a rebalance for that
    run.config.put("tasks.max", "3");
    run.config.put("max.concurrent.uploads", "3");
    Worker first = run.worker();
    run.connect(first);
    run.produce(FEW);
    run.awaitDelivered(1000, LONG);
    Worker second = run.worker(); // takes a task
    Waiting.until(LONG, "tasks on both workers", () -> run.workersOf(first) == 2);
    second.terminate(); // and gives it back
    run.account.delay = Duration.ofMillis(50);
    run.finish(LONG);
    return "";
  }

  private static String outage(Run run) {
    Duration away = Duration.ofSeconds(Integer.getInteger("outage.seconds", 60));
    Worker worker = run.worker();
    run.account.delay = Duration.ofMillis(100);
    run.connect(worker);
    run.produce(RECORDS);
    run.awaitDelivered(RECORDS / 4, LONG);
    int port = URI.create(run.server.baseUrl()).getPort();
    run.server.close();
    Waiting.sleep(away); // the outage itself
    check(run.tasks(worker).equals("RUNNING"), "the tasks run through an outage");
    run.server = StandIn.start(run.account, port);
    run.finish(LONG);
    return "away for " + away.toSeconds() + " s";
  }

  private static String throttled(Run run) {
    run.account.delay = Duration.ofMillis(100);
    run.account.serves = 5;
    run.produce(RECORDS);
    Worker worker = run.worker();
    run.connect(worker);
    run.finish(LONG);
    check(run.tasks(worker).equals("RUNNING"), "the tasks run");
    check(run.account.doubled() == 0, "none is doubled");
    return "serves 5 where 15 are configured";
  }

  private static String oldestWorker(Run run) {
    run.account.rejects = record -> Account.number(record) % 1000 == 999;
    run.produce(FEW);
    run.connect(run.worker("oldest-worker"));
    run.finish(LONG);
    check(run.account.doubled() == 0, "none is doubled");
    check(run.letters().size() == FEW / 1000, "each rejected record is a dead letter");
    return "Connect 2.8.2";
  }

  /** Compares the sink with the SDK's bulk upload alone, of the same events to the same server. */
  private static String throughput(Run run) {
    int records = Integer.getInteger("throughput.records", 1_000_000);
    run.account.delay = Duration.ofMillis(200);
    run.commitInterval = Duration.ofSeconds(30);
    run.config.put("tasks.max", "3");
    run.config.put("consumer.override.max.poll.records", "5000");
    run.config.put("consumer.override.max.partition.fetch.bytes", "4194304");
    Worker worker = run.worker();
    double alone = alone(run, records / 4);
    run.produce(records);
    run.connect(worker);
    run.awaitDelivered(records / 10, LONG);
    long start = System.nanoTime();
    int before = run.account.delivered();
    run.awaitDelivered(records * 9 / 10, LONG);
    double rate = (run.account.delivered() - before) / ((System.nanoTime() - start) / 1e9);
    run.finish(LONG);
    int limit = Operation.UPLOAD.concurrencyLimit();
    check(run.server.mostInFlight() <= limit, "never more in flight than the account allows");
    check(run.account.doubled() == 0, "none is doubled");
    String remark = "%,d/s, %.2f of the bulk upload alone".formatted((long) rate, rate / alone);
    check(rate >= 0.85 * alone, "it is fast: " + remark);
    return remark;
  }

  private static double alone(Run run, int records) {
    try (CleverTap cleverTap =
        CleverTap.builder()
            .baseUrl(run.server.baseUrl())
            .credentials("TEST-KAFKA", run.account.passcode)
            .build()) {
      long start = System.nanoTime();
      cleverTap
          .bulk()
          .upload(
              IntStream.range(0, records)
                  .mapToObj(
                      i ->
                          Event.named("Seen")
                              .identity("user-" + i % 500)
                              .set("n", i)
                              .set("price", 49.5)
                              .set("city", "Pune")));
      return records / ((System.nanoTime() - start) / 1e9);
    } finally {
      run.account.clear();
    }
  }

  static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("It does not hold that " + what);
    }
  }
}
