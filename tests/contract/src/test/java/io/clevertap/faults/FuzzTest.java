package io.clevertap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.Query;
import io.clevertap.RecordOutcome;
import io.clevertap.contract.sdk.OperationCall;
import io.clevertap.contract.spec.Answer;
import io.clevertap.contract.spec.Operation;
import io.clevertap.contract.spec.Spec;
import io.clevertap.exception.CleverTapException;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are almost the documented ones: a few bytes are changed, missing or too many. */
class FuzzTest {

  private static final int TRIES = 30;
  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "-1",
          "1e999",
          "99999999999999999999",
          "\"\"",
          "[]",
          "{}",
          "[",
          "}",
          ",",
          "\u0000",
          "\u2028",
          "\\uD83D",
          "\"status\":\"fail\",",
          "\"records\":[null],",
          "[".repeat(2_000));
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private volatile HttpReply.Response response;
  private LoopbackServer server;
  private CleverTap cleverTap;

  @BeforeEach
  void start() throws IOException {
    server = LoopbackServer.start(0, call -> response);
    cleverTap =
        WireMockCleverTap.clientOf(server.baseUrl())
            .maxAttempts(1)
            .callTimeout(Duration.ofSeconds(1))
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    cleverTap.close();
    server.close();
  }

  static Stream<Operation> operations() {
    return Spec.load().operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void api_anyDamagedResponse_isAResultOrACleverTapException(Operation operation) {
    OperationCall call = OperationCall.of(operation.requests().get(0));
    Random random = new Random(operation.toString().hashCode());
    for (Answer answer : operation.answers()) {
      for (int i = 0; i < TRIES; i++) {
        respond(answer, random);
        check(() -> call.invoke(cleverTap));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void upload_anyDamagedResponse_isOneOutcomeForEachRecordOrACleverTapException(long seed) {
    List<Answer> answers = answers("upload");
    Random random = new Random(seed);
    Profile profile = Profile.ofIdentity("zq-1").name("zq-Ann");
    Event event = Event.named("Seen").identity("zq-2");
    for (int i = 0; i < 10 * TRIES; i++) {
      respond(answers.get(random.nextInt(answers.size())), random);
      check(
          () -> {
            List<RecordOutcome> outcomes = cleverTap.upload(profile, event).outcomes();
            assertThat(outcomes).extracting(RecordOutcome::record).containsExactly(profile, event);
            return outcomes;
          });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void export_anyDamagedPage_isRecordsOrACleverTapException(long seed) {
    List<Answer> answers = answers("getEventPage");
    Random random = new Random(seed);
    Query query =
        Query.event("Charged").between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2));
    for (int i = 0; i < TRIES; i++) {
      respond(answers.get(random.nextInt(answers.size())), random);
      check(
          () -> {
            try (Stream<?> events = cleverTap.events().resume(query, "cursor")) {
              return events.limit(1_000).toList();
            }
          });
    }
  }

  private static List<Answer> answers(String operation) {
    return operations()
        .filter(candidate -> candidate.toString().equals(operation))
        .flatMap(found -> found.answers().stream())
        .toList();
  }

  private void respond(Answer answer, Random random) {
    byte[] body = answer.value().toString().getBytes(StandardCharsets.UTF_8);
    for (int times = random.nextInt(3); times >= 0; times--) {
      body = damaged(body, random);
    }
    int status = random.nextInt(4) == 0 ? 200 : answer.status();
    response = new HttpReply.Response(status, "application/json", body);
  }

  /** Returns the bytes with some of them replaced by others, possibly of the same text. */
  private static byte[] damaged(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + (random.nextBoolean() ? 0 : random.nextInt(20)));
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    damaged.write(bytes, 0, from);
    switch (random.nextInt(4)) {
      case 0 -> damaged.write(random.nextInt(256));
      case 1 -> damaged.writeBytes(piece(random));
      case 2 -> damaged.write(bytes, from, to - from);
      default -> {}
    }
    damaged.write(bytes, to, bytes.length - to);
    return damaged.toByteArray();
  }

  private static byte[] piece(Random random) {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
  }

  private interface Call {
    Object make() throws Throwable;
  }

  private void check(Call call) {
    String sent = response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
    try {
      call.make();
    } catch (CleverTapException e) {
      return;
    } catch (Throwable e) {
      throw new AssertionError("No failure of the SDK, after " + sent, e);
    }
    assertThat(isJson(response.body())).as("A result of what is no JSON: %s", sent).isTrue();
  }

  private static boolean isJson(byte[] body) {
    try {
      return !STRICT.readTree(new String(body, StandardCharsets.UTF_8)).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
