package io.clevertap.contract.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.UploadResult;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.contract.spec.Answer;
import io.clevertap.contract.spec.Spec;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.NotReadyException;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.UnexpectedResponseException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SDK turns each response in the description into an outcome or an exception. */
class AnswersContractTest extends SdkAgainstPrism {

  private static final Map<Integer, Class<? extends ResponseException>> EXCEPTIONS =
      Map.of(
          400, InvalidRequestException.class,
          401, AuthenticationException.class,
          403, AuthenticationException.class,
          429, TooManyRequestsException.class,
          500, ServerException.class,
          503, ServerException.class);

  private final Profile profile = Profile.ofIdentity("1").name("Jack");
  private final Event event = Event.named("Signed Up").identity("1");

  /** Returns all errors of all operations, except those that mean that there is no result. */
  static Stream<Answer> errors() {
    return Spec.load().operations().stream()
        .flatMap(operation -> operation.answers().stream())
        .filter(answer -> answer.status() >= 400 && answer.status() != 404)
        .filter(answer -> !isNotReady(answer));
  }

  /** Returns the responses that mean that a result is not ready. */
  static Stream<Answer> notReady() {
    return Spec.load().operations().stream()
        .flatMap(operation -> operation.answers().stream())
        .filter(AnswersContractTest::isNotReady);
  }

  private static boolean isNotReady(Answer answer) {
    return Operation.of(answer.operation().toString())
        .isNotReady(answer.status(), () -> answer.value().path("error").textValue());
  }

  @ParameterizedTest
  @MethodSource("notReady")
  void result_thatIsNotReady_isAnExceptionOfItsOwn(Answer notReady) {
    proxy.prefer(notReady.preference());

    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(
            () -> OperationCall.of(notReady.operation().requests().get(0)).invoke(cleverTap));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void error_ofAnyOperation_isItsException(Answer error) {
    proxy.prefer(error.preference());

    assertThatExceptionOfType(EXCEPTIONS.get(error.status()))
        .isThrownBy(() -> OperationCall.of(error.operation().requests().get(0)).invoke(cleverTap))
        .satisfies(
            exception -> {
              assertThat(exception.status()).isEqualTo(error.status());
              assertThat(exception.bodyStart()).contains(error.value().get("error").asText());
            });
  }

  @Test
  void upload_success_acceptsAll() {
    proxy.prefer("code=200, example=successOfTwo");

    assertThat(cleverTap.upload(profile, event).accepted())
        .extracting(RecordOutcome::record)
        .containsExactly(profile, event);
  }

  @Test
  void upload_partial_rejectsTheRecordThatIsNamed() {
    proxy.prefer("code=200, example=partial");
    Profile echoed = Profile.ofIdentity("4").name("John Rush");

    UploadResult result = cleverTap.upload(event, echoed);

    assertThat(result.outcomes().get(0)).isEqualTo(new Accepted(event));
    assertThat(result.rejected())
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.record()).isSameAs(echoed);
              assertThat(rejected.knownCode()).contains(RecordErrorCode.EMAIL_INVALID);
            });
  }

  @Test
  void upload_fail_rejectsTheRecord() {
    proxy.prefer("code=200, example=fail");

    Profile echoed = Profile.ofIdentity("13").name("John Rush");

    assertThat(cleverTap.upload(echoed).outcomes())
        .singleElement()
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.knownCode()).contains(RecordErrorCode.AGE_INVALID));
  }

  @Test
  void upload_failWithoutReason_isNeverASuccess() {
    proxy.prefer("code=200, example=failWithoutReason");

    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> cleverTap.upload(profile));
  }
}
