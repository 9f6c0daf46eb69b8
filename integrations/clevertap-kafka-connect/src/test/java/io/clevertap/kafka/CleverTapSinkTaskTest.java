package io.clevertap.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The task without Kafka; tests/kafka runs it with a real broker. */
class CleverTapSinkTaskTest {

  private static final TopicPartition ZERO = new TopicPartition("orders", 0);
  private static final TopicPartition ONE = new TopicPartition("orders", 1);

  private final CleverTapSinkTask task = new CleverTapSinkTask();
  private final Map<String, String> options = new HashMap<>();
  private final Set<TopicPartition> paused = new HashSet<>();
  private final List<Throwable> reported = new ArrayList<>();
  private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
  private final Metrics metrics = new Metrics();
  private FakeCleverTap server;

  @BeforeEach
  void start() {
    server = FakeCleverTap.start();
    options.putAll(SinkConfigTest.of(server));
    options.put("linger.ms", "10");
    options.put("max.concurrent.uploads", "1");
    task.initialize(context());
  }

  @AfterEach
  void stop() {
    task.stop();
    server.close();
    metrics.close();
  }

  @Test
  void preCommit_allAccepted_commitsWhatConnectRead() {
    run();
    task.put(List.of(record(ZERO, 5, "u1"), record(ONE, 9, "u2")));

    assertThat(commit(6, 10)).isEqualTo(offsets(6, 10));
    assertThat(server.events("u1")).hasSize(1);
    MetricName accepted = metrics.metricName("accepted", "plugins", Map.of("task", "0"));
    assertThat(metrics.metric(accepted).metricValue()).isEqualTo(2L);
  }

  @Test
  void preCommit_someUnfinished_commitsTheFirstOfThem() {
    run();
    server.failAll(Fault.TOO_MANY_REQUESTS);
    task.put(List.of(record(ZERO, 5, "u1"), record(ONE, 9, "u2")));

    assertThat(commit(6, 10)).isEqualTo(offsets(5, 9));
    server.reset();
  }

  @Test
  void put_rejectedRecord_isReportedAndDoneOnceItIsWritten() {
    run();
    written = new CompletableFuture<>();
    server.reject("u1", RecordErrorCode.EVENT_DISCARDED);
    task.put(List.of(record(ZERO, 5, "u1"), record(ZERO, 6, "u2")));

    assertThat(commit(7, 0)).isEqualTo(offsets(5, 0));
    assertThat(reported)
        .singleElement()
        .satisfies(
            e ->
                assertThat(e)
                    .hasMessageStartingWith("stage=upload; code=528; may-have-been-applied=false"));
    written.complete(null);
    assertThat(commit(7, 0)).isEqualTo(offsets(7, 0));
  }

  @Test
  void put_tombstone_movesTheOffset() {
    run();
    task.put(List.of(tombstone(5)));

    assertThat(commit(6, 0)).isEqualTo(offsets(6, 0));
    assertThat(reported).isEmpty();
  }

  @Test
  void put_tombstoneThatFails_staysUncommitted() {
    options.put("behavior.on.null.values", "fail");
    run();

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> task.put(List.of(tombstone(5))));
    assertThat(commit(6, 0)).isEqualTo(offsets(5, 0));
  }

  @Test
  void put_wrongCredentials_failWithTheReasonAndCommitNothing() {
    options.put("clevertap.passcode", "wrong-passcode");
    run();
    task.put(List.of(record(ZERO, 5, "u1")));

    assertThat(commit(6, 0)).isEqualTo(offsets(5, 0));
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> task.put(List.of()))
        .withMessageContaining("was not accepted")
        .withMessageNotContaining("wrong-passcode");
    assertThat(commit(6, 0)).isEqualTo(offsets(5, 0));
  }

  @Test
  void put_lostResponse_isReportedIfTheOptionsSaySo() {
    options.put("behavior.on.ambiguous", "report");
    run();
    server.failNext(Fault.RESET_AFTER_STORING);
    task.put(List.of(record(ZERO, 5, "u1")));

    assertThat(commit(6, 0)).isEqualTo(offsets(6, 0));
    assertThat(reported)
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessageContaining("may-have-been-applied=true"));
    assertThat(server.events("u1")).hasSize(1);
  }

  @Test
  void put_lostResponse_isUploadedAgainByDefault() {
    run();
    server.failNext(Fault.RESET_AFTER_STORING);
    task.put(List.of(record(ZERO, 5, "u1")));

    assertThat(commit(6, 0)).isEqualTo(offsets(6, 0));
    assertThat(server.events("u1")).hasSize(2);
    assertThat(reported).isEmpty();
  }

  @Test
  void put_moreThanTheUploaderHolds_pausesAndOpenSaysSoAgain() {
    server.failAll(Fault.TOO_MANY_REQUESTS);
    run();
    task.put(IntStream.range(0, 5_000).mapToObj(i -> record(ZERO, i, "u" + i)).toList());
    assertThat(paused).containsExactlyInAnyOrder(ZERO, ONE);

    paused.clear(); // as Connect does in a rebalance
    task.close(Set.of(ZERO, ONE));
    task.open(Set.of(ONE));
    assertThat(paused).containsExactly(ONE);

    server.reset();
    task.put(List.of());
    assertThat(paused).isEmpty();
  }

  @Test
  void stop_beforeAndAfterStart_doesNothing() {
    task.stop();
    run();
    task.stop();
    task.stop();
  }

  private void run() {
    task.start(options);
    task.open(Set.of(ZERO, ONE));
  }

  /** Commits what Connect has read. */
  private Map<TopicPartition, OffsetAndMetadata> commit(long zero, long one) {
    return task.preCommit(offsets(zero, one));
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(long zero, long one) {
    return Map.of(ZERO, new OffsetAndMetadata(zero), ONE, new OffsetAndMetadata(one));
  }

  private static SinkRecord record(TopicPartition partition, long offset, String user) {
    return record(partition, offset, user, Map.of("offset", offset));
  }

  private static SinkRecord tombstone(long offset) {
    return record(ZERO, offset, "u1", null);
  }

  private static SinkRecord record(
      TopicPartition partition, long offset, String user, Object value) {
    return new SinkRecord(
        partition.topic(),
        partition.partition(),
        null,
        user,
        null,
        value,
        offset,
        1_767_225_600_000L,
        TimestampType.CREATE_TIME);
  }

  /** Returns a context that notes what is paused and reported. */
  private SinkTaskContext context() {
    ErrantRecordReporter reporter =
        (record, error) -> {
          reported.add(error);
          return written;
        };
    return (SinkTaskContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SinkTaskContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "assignment" -> Set.of(ZERO, ONE);
                  case "errantRecordReporter" -> reporter;
                  case "pause" -> paused.addAll(List.of((TopicPartition[]) arguments[0]));
                  case "resume" -> paused.removeAll(Set.of((TopicPartition[]) arguments[0]));
                  case "timeout" -> null;
                  case "pluginMetrics" -> new PluginMetricsImpl(metrics, Map.of("task", "0"));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
