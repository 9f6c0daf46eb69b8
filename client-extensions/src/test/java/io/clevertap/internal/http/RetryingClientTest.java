package io.clevertap.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import feign.Client;
import feign.Contract;
import feign.MethodMetadata;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import io.clevertap.ClientListener;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.UploadApi;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time and attempts; which responses are retried is tested over a socket. */
class RetryingClientTest {

  private static final MethodMetadata UPLOAD =
      new Contract.Default()
          .parseAndValidateMetadata(UploadApi.class).stream()
              .filter(method -> method.method().getName().equals("upload"))
              .findFirst()
              .orElseThrow();

  private static final Duration CALL = Duration.ofMinutes(2);
  private static final Duration ATTEMPT = Duration.ofSeconds(30);

  private final FakeTime time = new FakeTime();
  private final List<Integer> attemptMillis = new ArrayList<>();
  private final List<String> attempted = new ArrayList<>();
  private final ClientListener listener =
      new ClientListener() {
        @Override
        public void attempted(Operation operation, int number, int status, Duration duration) {
          attempted.add(operation + " " + number + ": " + status + " in " + duration);
        }
      };

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void execute_interruptedDuringTheLastAttempt_keepsItsResponse() {
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> run(1, interruptedWith(429)));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void execute_429Always_endsWithTheAttempts() {
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> run(8, (request, options) -> response(request, 429, Map.of())));
    assertThat(attemptMillis).hasSize(8);
    assertThat(time.sleeps()).hasSize(7);
    for (int i = 0; i < 7; i++) {
      assertThat(time.sleeps().get(i))
          .isBetween(Duration.ZERO, Duration.ofMillis(Math.min(500L << i, 15_000)));
    }
  }

  @Test
  void execute_429AlwaysAndManyAttempts_endsWithinTheCallsTime() {
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> run(1_000_000, (request, options) -> response(request, 429, Map.of())));
    assertThat(total(time.sleeps())).isLessThan(CALL);
    assertThat(attemptMillis).hasSizeBetween(10, 200);
  }

  @Test
  void execute_attemptsThatTimeOut_endWithTheCallsTime() {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> run(1_000, this::timeOut))
        .satisfies(e -> assertThat(e.outcomeUnknown()).isTrue());
    assertThat(attemptMillis).hasSizeBetween(4, 5).allMatch(millis -> millis <= 30_000);
    assertThat(attemptMillis.get(0)).isEqualTo(30_000);
    assertThat(total(time.sleeps()).plusMillis(attemptMillis.stream().mapToInt(i -> i).sum()))
        .isLessThanOrEqualTo(CALL);
  }

  @Test
  void execute_retryAfter_isWaitedFor() {
    run(
        3,
        (request, options) ->
            response(request, attemptMillis.size() < 3 ? 429 : 200, Map.of("Retry-After", "7")));
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "", "soon", "Mon, 01 Jan 1990 00:00:00 GMT"})
  void execute_retryAfterThatIsShorterThanTheBackoff_doesNotShortenTheWait(String wait) {
    run(
        4,
        (request, options) ->
            response(request, attemptMillis.size() < 4 ? 429 : 200, Map.of("Retry-After", wait)));
    Backoff backoff = new Backoff(new Random(1));
    assertThat(time.sleeps()).containsExactly(backoff.delay(1), backoff.delay(2), backoff.delay(3));
  }

  @Test
  void execute_retryAfterOf503_isWaitedFor() {
    run(
        2,
        (request, options) ->
            response(request, attemptMillis.size() < 2 ? 503 : 200, Map.of("retry-after", "3")));
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void execute_retryAfterThatLeavesNoTime_failsAtOnce() {
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(
            () ->
                run(3, (request, options) -> response(request, 429, Map.of("Retry-After", "120"))));
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void execute_connectTimeoutThenSuccess_isRetriedEvenForEvents() {
    Response response =
        run(
            request(false),
            2,
            (request, options) -> {
              if (attemptMillis.size() == 1) {
                throw new HttpConnectTimeoutException("connect");
              }
              return response(request, 200, Map.of());
            });
    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void execute_connectTimeout_isToldApartFromAResponseThatTimedOut() {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(
            () ->
                run(
                    1,
                    (request, options) -> {
                      throw new HttpConnectTimeoutException("connect");
                    }))
        .withMessageContaining("connecting timed out");
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> run(1, this::timeOut))
        .withMessageContaining("the response timed out");
  }

  @Test
  void execute_lostThenConnectionRefused_stillSaysThatItMayHaveBeenApplied() {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(
            () ->
                run(
                    2,
                    (request, options) -> {
                      throw attemptMillis.size() == 1
                          ? new HttpTimeoutException("lost")
                          : new ConnectException("refused");
                    }))
        .withMessageContaining("2 attempts (ConnectException: refused)")
        .satisfies(e -> assertThat(e.outcomeUnknown()).isTrue());
  }

  @Test
  void execute_interruptedWhileBackingOff_keepsTheFlagAndSaysWhatIsKnown() {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> run(3, interruptedWith(429)))
        .withMessageContaining("was interrupted")
        .satisfies(e -> assertThat(e.outcomeUnknown()).isFalse());
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(attemptMillis).hasSize(1);
  }

  @Test
  void execute_interruptedAfterA503_saysThatItMayHaveBeenApplied() {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> run(3, interruptedWith(503)))
        .satisfies(e -> assertThat(e.outcomeUnknown()).isTrue());
  }

  @Test
  void execute_interruptedWhileSending_isNotRetried() {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(
            () ->
                run(
                    3,
                    (request, options) -> {
                      Thread.currentThread().interrupt();
                      throw new IOException("interrupted");
                    }))
        .withMessageContaining("was interrupted");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(attemptMillis).hasSize(1);
  }

  @Test
  void execute_marks_areNeverSent() {
    List<Request> sent = new ArrayList<>();
    run(
        2,
        (request, options) -> {
          sent.add(request);
          return response(request, sent.size() == 1 ? 503 : 200, Map.of());
        });
    assertThat(sent)
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.headers()).containsOnlyKeys("X-Own"));
  }

  @Test
  void execute_unmarked5xx_isNotRetried() {
    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(
            () -> run(request(false), 3, (request, options) -> response(request, 503, Map.of())));
    assertThat(attemptMillis).hasSize(1);
  }

  private Response timeOut(Request request, Request.Options options) throws IOException {
    time.pass(Duration.ofMillis(options.readTimeoutMillis()));
    throw new HttpTimeoutException("no response");
  }

  @Test
  void execute_eachAttempt_isToldToTheListener() {
    run(
        2,
        (request, options) -> {
          time.pass(Duration.ofSeconds(attemptMillis.size()));
          if (attemptMillis.size() == 1) {
            throw new IOException("broken");
          }
          return response(request, 201, Map.of());
        });

    assertThat(attempted).containsExactly("UPLOAD 1: 0 in PT1S", "UPLOAD 2: 201 in PT2S");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 299})
  void execute_2xx_isReturnedAndItsOutcomeKnown(int status) {
    Response response = run(1, (request, options) -> response(request, status, Map.of()));

    assertThat(response.status()).isEqualTo(status);
    assertThat(RequestMarks.isOutcomeUnknown(response)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {199, 300})
  void execute_otherStatus_isAFailure(int status) {
    assertThatExceptionOfType(ResponseException.class)
        .isThrownBy(() -> run(1, (request, options) -> response(request, status, Map.of())))
        .satisfies(e -> assertThat(e.status()).isEqualTo(status));
  }

  @ParameterizedTest
  @CsvSource({"499, false", "500, true"})
  void execute_onlyAServersError_mayHaveBeenApplied(int status, boolean unknown) {
    assertThatExceptionOfType(ResponseException.class)
        .isThrownBy(() -> run(1, (request, options) -> response(request, status, Map.of())))
        .satisfies(e -> assertThat(e.outcomeUnknown()).isEqualTo(unknown));
  }

  @ParameterizedTest
  @CsvSource({"429, false", "503, true"})
  void execute_successAfterAFailure_isMarkedIfTheFailureMayHaveBeenApplied(
      int first, boolean unknown) {
    Response response =
        run(
            2,
            (request, options) ->
                response(request, attemptMillis.size() == 1 ? first : 200, Map.of()));

    assertThat(RequestMarks.isOutcomeUnknown(response)).isEqualTo(unknown);
  }

  private Response run(int maxAttempts, Client next) {
    return run(request(true), maxAttempts, next);
  }

  private Response run(Request request, int maxAttempts, Client next) {
    Client watched =
        (sent, options) -> {
          attemptMillis.add(options.readTimeoutMillis());
          return next.execute(sent, options);
        };
    RetryingClient client =
        new RetryingClient(
            watched,
            new ExceptionFactory("region test", "TEST-1"),
            new RetryPolicy(maxAttempts, ATTEMPT, CALL, new Backoff(new Random(1)), time),
            listener);
    return client.execute(
        request,
        new Request.Options(10, TimeUnit.SECONDS, CALL.toMillis(), TimeUnit.MILLISECONDS, false));
  }

  private static Request request(boolean repeatable) {
    RequestTemplate template = new RequestTemplate().method(Request.HttpMethod.POST);
    template.methodMetadata(UPLOAD);
    template.target("http://127.0.0.1").uri("/1/upload").header("X-Own", "x");
    if (repeatable) {
      RequestMarks.repeatable(template);
    }
    RequestMarks.millisLeft(template, 1);
    return template.resolve(Map.of()).request();
  }

  private static Response response(Request request, int status, Map<String, String> headers) {
    Response.Builder response =
        Response.builder().request(request).status(status).body("{}", UTF_8);
    response.headers(
        headers.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    Map.Entry::getKey, header -> List.of(header.getValue()))));
    return response.build();
  }

  private static Duration total(List<Duration> durations) {
    return durations.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** The thread is interrupted during an attempt that still gets its response. */
  private static Client interruptedWith(int status) {
    return (request, options) -> {
      Thread.currentThread().interrupt();
      return response(request, status, Map.of());
    };
  }
}
