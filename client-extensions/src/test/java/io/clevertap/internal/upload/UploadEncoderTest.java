package io.clevertap.internal.upload;

import static io.clevertap.internal.upload.Batches.batch;
import static io.clevertap.internal.upload.Batches.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import feign.RequestTemplate;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.internal.http.RequestMarks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The body and the marks of an upload. */
class UploadEncoderTest {

  private static final Profile ANN = Profile.ofIdentity("ann").name("Ann");
  private static final Profile BOB = Profile.ofIdentity("bob").name("Bob");
  private static final Event SEEN = Event.named("Seen").identity("ann");

  private static final Consumer<RequestTemplate> REPEATABLE = RequestMarks::repeatable;
  private static final Consumer<RequestTemplate> IN_TIME =
      template -> RequestMarks.millisLeft(template, 70);

  @Test
  void encode_encodedRecords_areWrittenWithTheTimeThatIsLeft() {
    RequestTemplate template = encode(false, encoded(true, ANN, BOB));

    assertThat(body(template)).isEqualTo("{\"d\":[" + json(ANN) + "," + json(BOB) + "]}");
    assertMarks(template, IN_TIME.andThen(REPEATABLE));
  }

  @Test
  void encode_encodedEvent_isRepeatableOnlyIfAllUploadsAre() {
    assertMarks(encode(false, encoded(true, ANN, SEEN)), IN_TIME);
    assertMarks(encode(true, encoded(true, ANN, SEEN)), IN_TIME.andThen(REPEATABLE));
  }

  @Test
  void encode_callerResendsLostResponses_isNotRepeatable() {
    assertMarks(encode(false, encoded(false, ANN)), IN_TIME);
    assertMarks(encode(true, encoded(false, ANN)), IN_TIME);
  }

  @Test
  void encode_requestOfTheGeneratedApi_isWrittenInTheSameWay() {
    RequestTemplate template = encode(false, request(ANN, BOB));

    assertThat(body(template)).isEqualTo("{\"d\":[" + json(ANN) + "," + json(BOB) + "]}");
    assertMarks(template, REPEATABLE);
  }

  @Test
  void encode_eventOfTheGeneratedApi_isRepeatableOnlyIfAllUploadsAre() {
    assertMarks(encode(false, request(SEEN)), template -> {});
    assertMarks(encode(true, request(SEEN)), REPEATABLE);
  }

  @Test
  void encode_invalidRecordOfTheGeneratedApi_isNamedByItsIndex() {
    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> encode(false, request(ANN, Profile.ofIdentity(" "))))
        .satisfies(e -> assertThat(e.index()).isEqualTo(1));
  }

  @Test
  void encode_anythingElse_isLeftToTheOtherEncoder() {
    assertThat(body(encode(true, "text"))).isEqualTo("other: text");
    UploadRequest empty = new UploadRequest().records(null);
    assertThat(body(encode(true, empty))).isEqualTo("other: " + empty);
    assertMarks(encode(true, empty), template -> {});
  }

  private static RequestTemplate encode(boolean repeatAll, Object body) {
    RequestTemplate template = new RequestTemplate();
    new UploadEncoder((other, type, to) -> to.body("other: " + other), repeatAll, true)
        .encode(body, UploadRequest.class, template);
    return template;
  }

  private static EncodedUploadRequest encoded(boolean resendLost, Uploadable... records) {
    return new EncodedUploadRequest(batch(records), resendLost, 70);
  }

  private static UploadRequest request(Uploadable... records) {
    return new UploadRequest()
        .records(List.of(records).stream().map(Uploadable::toRecord).toList());
  }

  private static String body(RequestTemplate template) {
    return new String(template.body(), StandardCharsets.UTF_8);
  }

  private static void assertMarks(RequestTemplate template, Consumer<RequestTemplate> marks) {
    RequestTemplate expected = new RequestTemplate().body(body(template)); // sets Content-Length
    marks.accept(expected);
    assertThat(template.headers()).isEqualTo(expected.headers());
  }
}
