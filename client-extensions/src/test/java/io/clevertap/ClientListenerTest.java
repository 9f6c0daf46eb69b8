package io.clevertap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import feign.Client;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.client.api.Operation;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.UnexpectedResponseException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientListenerTest {

  private static final String SUCCESS =
      "{\"status\":\"success\",\"processed\":1,\"unprocessed\":[]}";
  private static final String SECOND_REJECTED =
      """
      {"status":"partial","processed":1,"unprocessed":[{"status":"fail","code":525,
      "error":"Skipped record number : 2","record":{}}]}""";
  private static final Profile JACK = Profile.ofIdentity("jack").name("Jack");
  private static final Profile JILL = Profile.ofIdentity("jill").name("Jill");

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final List<RecordOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
  private ScriptedServer server;
  private CleverTap cleverTap;

  /** Notes every event. */
  private final ClientListener recorder =
      new ClientListener() {
        @Override
        public void permitAcquired(Operation operation, Duration waited) {
          assertThat(waited).isGreaterThanOrEqualTo(Duration.ZERO);
          events.add("place " + operation);
        }

        @Override
        public void permitReleased(Operation operation) {
          events.add("returned " + operation);
        }

        @Override
        public void batchStarted(Duration waited) {
          assertThat(waited).isGreaterThanOrEqualTo(Duration.ZERO);
          events.add("batch");
        }

        @Override
        public void attempted(Operation operation, int number, int status, Duration duration) {
          assertThat(duration).isPositive();
          events.add("attempt " + number + " " + status);
        }

        @Override
        public void called(Operation operation, Duration duration, Throwable failure) {
          assertThat(duration).isPositive();
          events.add("call " + (failure == null ? "success" : failure.getClass().getSimpleName()));
        }

        @Override
        public void settled(List<RecordOutcome> settled) {
          outcomes.addAll(settled);
        }
      };

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    cleverTap = builder().listener(recorder).build();
  }

  @AfterEach
  void stop() {
    cleverTap.close();
    server.close();
  }

  @Test
  void upload_thatIsThrottledOnce_tellsOfOneCallAndTwoAttempts() {
    server.then(429, "{}").then(200, SECOND_REJECTED);

    UploadResult result = cleverTap.upload(JACK, JILL);

    assertThat(events)
        .containsExactly(
            "place UPLOAD", "attempt 1 429", "attempt 2 200", "returned UPLOAD", "call success");
    assertThat(outcomes).isEqualTo(result.outcomes());
    assertThat(outcomes.get(0)).isInstanceOf(Accepted.class);
    assertThat(outcomes.get(1)).isInstanceOf(Rejected.class);
  }

  @Test
  void upload_thatThrows_tellsOfTheFailureAndOfEveryRecord() {
    server.then(401, "{}");

    Throwable thrown = catchThrowable(() -> cleverTap.upload(JACK, JILL));

    assertThat(thrown).isInstanceOf(AuthenticationException.class);
    assertThat(events).endsWith("returned UPLOAD", "call AuthenticationException");
    assertThat(outcomes)
        .containsExactly(
            new Failed(JACK, (RuntimeException) thrown),
            new Failed(JILL, (RuntimeException) thrown));
  }

  @Test
  void upload_undocumentedResponse_isAFailedCall() {
    server.then(200, "<html>");

    assertThat(catchThrowable(() -> cleverTap.upload(JACK)))
        .isInstanceOf(UnexpectedResponseException.class);

    assertThat(events)
        .endsWith("attempt 1 200", "returned UPLOAD", "call UnexpectedResponseException");
  }

  @Test
  void call_withoutAResponse_isAnAttemptWithoutStatus() {
    server.close();
    try (CleverTap once = builder().listener(recorder).maxAttempts(1).build()) {
      catchThrowable(() -> once.profileByIdentity("jack"));
    }

    assertThat(events)
        .containsExactly(
            "place GET_PROFILE", "attempt 1 0", "returned GET_PROFILE", "call TransportException");
    assertThat(outcomes).isEmpty();
  }

  @Test
  void validate_aDryRun_tellsOfTheCallAndOfNoRecord() {
    server.then(200, SUCCESS);

    cleverTap.validate(JACK);

    assertThat(events).endsWith("call success");
    assertThat(outcomes).isEmpty();
  }

  @Test
  void bulkUpload_ofManyBatches_tellsOfEveryBatchAndOfEveryRecordOnce() {
    List<Profile> profiles =
        IntStream.range(0, 20).mapToObj(i -> Profile.ofIdentity("user" + i)).toList();
    profiles.forEach(profile -> server.then(200, SUCCESS));

    UploadSummary summary = cleverTap.bulk().maxBatchRecords(1).upload(profiles);

    assertThat(summary.accepted()).isEqualTo(20);
    assertThat(events).filteredOn("batch"::equals).hasSize(20);
    assertThat(events).filteredOn("call success"::equals).hasSize(20);
    assertThat(outcomes)
        .hasSize(20)
        .extracting(outcome -> (Object) outcome.record())
        .containsExactlyInAnyOrderElementsOf(profiles);
  }

  @Test
  void bulkUpload_asADryRun_tellsOfTheCallAndOfNoRecord() {
    server.then(200, SUCCESS);

    cleverTap.bulk().dryRun(true).upload(List.of(JACK));

    assertThat(events).endsWith("call success");
    assertThat(outcomes).isEmpty();
  }

  @Test
  void listener_thatThrows_harmsNeitherTheCallNorOtherListeners() {
    ClientListener broken =
        (ClientListener)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ClientListener.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError(method.getName());
                });
    server.then(429, "{}").then(200, SUCCESS).then(200, SUCCESS);
    try (CleverTap client =
        builder().maxConcurrentUploads(1).listener(broken).listener(recorder).build()) {

      assertThat(client.upload(JACK).allAccepted()).isTrue();
      assertThat(client.bulk().upload(List.of(JILL)).accepted()).isEqualTo(1);
    }

    assertThat(events).filteredOn("call success"::equals).hasSize(2);
    assertThat(outcomes).containsExactly(new Accepted(JACK), new Accepted(JILL));
  }

  @Test
  void toBuilder_ofAListenedClient_keepsListenersAndTransport() {
    server.then(200, SUCCESS);
    try (CleverTap first = builder().listener(recorder).transport(noting("A")).build();
        CleverTap second = first.toBuilder().transport(noting("B")).build()) {
      second.upload(JACK);
    }

    assertThat(events)
        .containsExactly(
            "place UPLOAD", "B", "A", "attempt 1 200", "returned UPLOAD", "call success");
  }

  @Test
  void transport_underRetries_makesEachAttempt() {
    server.then(429, "{}").then(429, "{}");
    try (CleverTap client = builder().maxAttempts(2).transport(noting("attempt")).build()) {
      assertThat(catchThrowable(() -> client.upload(JACK)))
          .isInstanceOf(TooManyRequestsException.class);
    }

    assertThat(events).containsExactly("attempt", "attempt");
  }

  private UnaryOperator<Client> noting(String name) {
    return next ->
        (request, options) -> {
          events.add(name);
          return next.execute(request, options);
        };
  }

  private CleverTapBuilder builder() {
    return CleverTap.builder().baseUrl(server.url()).credentials("A", "P");
  }
}
