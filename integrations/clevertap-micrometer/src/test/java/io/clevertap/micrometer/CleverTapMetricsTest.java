package io.clevertap.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.Profile;
import io.clevertap.test.internal.HttpCall;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CleverTapMetricsTest {

  private static final HttpReply SUCCESS =
      HttpReply.json(200, "{\"status\":\"success\",\"processed\":1,\"unprocessed\":[]}");
  private static final HttpReply TWO_OF_THREE_REJECTED =
      HttpReply.json(
          200,
          """
          {"status":"partial","processed":1,"unprocessed":[
          {"status":"fail","code":525,"error":"Skipped record number : 2","record":{}},
          {"status":"fail","code":99999,"error":"Skipped record number : 3","record":{}}]}""");
  private static final Profile JACK = Profile.ofIdentity("jack@example.com").name("Jack");
  private static final Profile JILL = Profile.ofIdentity("jill@example.com").name("Jill");
  private static final Profile JOHN = Profile.ofIdentity("john@example.com").name("John");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Queue<HttpReply> replies = new ConcurrentLinkedQueue<>();
  private LoopbackServer server;
  private CleverTap cleverTap;

  @BeforeEach
  void start() throws IOException {
    server = LoopbackServer.start(0, this::reply);
    cleverTap =
        ReadmeFragments.metrics(registry)
            .baseUrl(server.baseUrl())
            .credentials("ACCOUNT", "PASS")
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    cleverTap.close();
    server.close();
  }

  @Test
  void upload_thatIsThrottledOnce_countsOneCallARetryAndA429() {
    replies.addAll(List.of(HttpReply.json(429, "{}"), SUCCESS));

    cleverTap.upload(JACK);

    assertThat(timed("clevertap.calls", "operation", "upload", "outcome", "success")).isEqualTo(1);
    assertThat(timed("clevertap.attempts", "retry", "true", "status", "200")).isEqualTo(1);
    assertThat(timed("clevertap.attempts", "retry", "false", "status", "429")).isEqualTo(1);
    assertThat(timed("clevertap.queue.wait", "operation", "upload", "waiting", "call"))
        .isEqualTo(1);
  }

  @Test
  void upload_whoseRecordsAreRejected_countsThemByTheCodesThatAreKnown() {
    replies.add(TWO_OF_THREE_REJECTED);

    cleverTap.upload(JACK, JILL, JOHN);

    assertThat(records("accepted", "none")).isEqualTo(1);
    assertThat(records("rejected", "525")).isEqualTo(1);
    assertThat(records("rejected", "other")).isEqualTo(1);
  }

  @Test
  void upload_thatFails_countsTheCallByItsExceptionAndEachRecord() {
    replies.add(HttpReply.json(401, "{}"));

    assertThat(catchThrowable(() -> cleverTap.upload(JACK, JILL))).isNotNull();

    assertThat(timed("clevertap.calls", "outcome", "AuthenticationException")).isEqualTo(1);
    assertThat(records("failed", "none")).isEqualTo(2);
  }

  @Test
  void attempt_withoutAResponse_hasNoStatus() throws IOException {
    server.close();
    try (CleverTap once = cleverTap.toBuilder().maxAttempts(1).build()) {
      assertThat(catchThrowable(() -> once.profileByEmail("jack@example.com"))).isNotNull();
    }

    assertThat(timed("clevertap.attempts", "operation", "getProfile", "status", "none"))
        .isEqualTo(1);
  }

  @Test
  void bulkUpload_ofThreeBatches_timesTheirWaiting() {
    replies.addAll(List.of(SUCCESS, SUCCESS, SUCCESS));

    cleverTap.bulk().maxBatchRecords(1).upload(List.of(JACK, JILL, JOHN));

    assertThat(timed("clevertap.queue.wait", "waiting", "batch")).isEqualTo(3);
    assertThat(records("accepted", "none")).isEqualTo(3);
  }

  @Test
  void callsInFlight_duringACall_isOneAndThenNone() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch respond = new CountDownLatch(1);
    try (LoopbackServer slow =
            LoopbackServer.start(
                0,
                call -> {
                  arrived.countDown();
                  await(respond);
                  return SUCCESS;
                });
        CleverTap client = cleverTap.toBuilder().baseUrl(slow.baseUrl()).build()) {
      Thread caller = new Thread(() -> client.upload(JACK));
      caller.start();
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

      assertThat(inFlight()).isEqualTo(1);

      respond.countDown();
      caller.join(10_000);
      assertThat(inFlight()).isZero();
    }
  }

  @Test
  void meters_ofEveryKind_areThoseOfTheReadmeAndHoldNothingOfUsersOrTheAccount()
      throws IOException {
    replies.addAll(List.of(HttpReply.json(429, "{}"), TWO_OF_THREE_REJECTED, SUCCESS));
    cleverTap.upload(JACK, JILL, JOHN);
    cleverTap.bulk().upload(List.of(JACK));

    Set<String> meters =
        registry.getMeters().stream().map(CleverTapMetricsTest::row).collect(Collectors.toSet());

    assertThat(meters).isEqualTo(rowsOfTheReadme());
    assertThat(registry.getMeters().toString()).doesNotContain("example.com", "ACCOUNT", "PASS");
  }

  @Test
  void tags_ofEachClient_tellTheirMetersApart() {
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    replies.addAll(List.of(SUCCESS, SUCCESS, TWO_OF_THREE_REJECTED));
    try (CleverTap shop = listened(prometheus, "shop");
        CleverTap blog = listened(prometheus, "blog")) {
      shop.upload(JACK);
      blog.upload(JACK);
      blog.upload(JACK, JILL, JOHN);
    }

    assertThat(prometheus.scrape())
        .contains(
            "clevertap_calls_seconds_count{client=\"blog\",operation=\"upload\",outcome=\"success\"} 2",
            "clevertap_calls_seconds_count{client=\"shop\",operation=\"upload\",outcome=\"success\"} 1",
            "clevertap_records_total{client=\"blog\",code=\"525\",outcome=\"rejected\"} 1.0",
            "clevertap_calls_in_flight{client=\"shop\",operation=\"getProfile\"} 0.0");
  }

  private CleverTap listened(PrometheusMeterRegistry prometheus, String client) {
    Tags tags = Tags.of("client", client);
    return client().listener(new CleverTapMetrics(prometheus, tags)).build();
  }

  private CleverTapBuilder client() {
    return CleverTap.builder().baseUrl(server.baseUrl()).credentials("ACCOUNT", "PASS");
  }

  private HttpReply reply(HttpCall call) {
    return replies.remove();
  }

  private long timed(String name, String... tags) {
    return registry.get(name).tags(tags).timer().count();
  }

  private double records(String outcome, String code) {
    return registry
        .get("clevertap.records")
        .tags("outcome", outcome, "code", code)
        .counter()
        .count();
  }

  private double inFlight() {
    return registry.get("clevertap.calls.in.flight").tag("operation", "upload").gauge().value();
  }

  private static String row(Meter meter) {
    String tags =
        meter.getId().getTags().stream().map(Tag::getKey).sorted().collect(Collectors.joining(","));
    return meter.getId().getName()
        + " "
        + meter.getId().getType().name().toLowerCase()
        + " "
        + tags;
  }

  private static Set<String> rowsOfTheReadme() throws IOException {
    return Pattern.compile("(?m)^\\| `(clevertap\\.[a-z.]+)` \\| (\\w+) \\| ([^|]*) \\|")
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(row -> row.group(1) + " " + row.group(2) + " " + tagsOf(row))
        .collect(Collectors.toSet());
  }

  private static String tagsOf(MatchResult row) {
    return Pattern.compile("`(\\w+)`")
        .matcher(row.group(3))
        .results()
        .map(tag -> tag.group(1))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
