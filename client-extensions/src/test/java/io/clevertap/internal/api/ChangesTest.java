package io.clevertap.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clevertap.ChangeOutcome.Accepted;
import io.clevertap.ChangeOutcome.Failed;
import io.clevertap.ChangeOutcome.Rejected;
import io.clevertap.ChangeResult;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.DisassociateRequest;
import io.clevertap.client.model.Disassociation;
import io.clevertap.client.model.DisassociationType;
import io.clevertap.client.model.UnprocessedRecord;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private static final Disassociation ONE = phone("+4915100000001");
  private static final Disassociation TWO = phone("+4915100000002");
  private static final Disassociation THREE = phone("+4915100000003");
  private static final Disassociation INVALID = phone("none");

  private final List<List<Disassociation>> sent = new ArrayList<>();

  @Test
  void send_moreThanFitsIntoARequest_sendsPartsInOrder() {
    ChangeResult<Disassociation> result =
        send(List.of(ONE, TWO, THREE, ONE, TWO), request -> success());

    assertThat(sent).containsExactly(List.of(ONE, TWO), List.of(THREE, ONE), List.of(TWO));
    assertThat(result.outcomes())
        .containsExactly(
            new Accepted<>(ONE),
            new Accepted<>(TWO),
            new Accepted<>(THREE),
            new Accepted<>(ONE),
            new Accepted<>(TWO));
  }

  @Test
  void send_asMuchAsFitsIntoARequest_sendsOne() {
    send(List.of(ONE, TWO), request -> success());

    assertThat(sent).containsExactly(List.of(ONE, TWO));
  }

  @Test
  void send_responseStatesNothingOfEachPart_allAreAccepted() {
    assertThat(send(List.of(ONE, TWO), request -> null).outcomes())
        .containsExactly(new Accepted<>(ONE), new Accepted<>(TWO));
  }

  @Test
  void send_invalidPartInTheLastRequest_sendsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> send(List.of(ONE, TWO, INVALID), request -> success()))
        .withMessageContaining("disassociate: ");
    assertThat(sent).isEmpty();
  }

  @Test
  void send_invalidPartUnchecked_isSent() {
    send(new Changes(false), List.of(INVALID), request -> success());

    assertThat(sent).containsExactly(List.of(INVALID));
  }

  @Test
  void send_firstRequestFails_throwsAndSendsNoOther() {
    TransportException failure = new TransportException("lost", null, true);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> send(List.of(ONE, TWO, THREE), failing(failure)))
        .isSameAs(failure);
    assertThat(sent).hasSize(1);
  }

  @Test
  void send_laterRequestFails_sendsNoOtherAndKeepsTheFirstFailureAsCause() {
    TransportException failure = new TransportException("lost", null, true);
    Iterator<Supplier<UploadResponse>> responses =
        Stream.<Supplier<UploadResponse>>of(
                ChangesTest::success,
                () -> {
                  throw failure;
                })
            .iterator();

    ChangeResult<Disassociation> result =
        send(List.of(ONE, TWO, THREE, ONE, TWO, THREE, ONE), request -> responses.next().get());

    assertThat(sent).containsExactly(List.of(ONE, TWO), List.of(THREE, ONE));
    assertThat(result.outcomes().subList(0, 4))
        .containsExactly(
            new Accepted<>(ONE),
            new Accepted<>(TWO),
            new Failed<>(THREE, failure),
            new Failed<>(ONE, failure));
    assertThat(result.failed().subList(2, 5))
        .extracting(Failed::item)
        .containsExactly(TWO, THREE, ONE);
    assertThat(result.failed().subList(2, 5))
        .extracting(Failed::cause)
        .allSatisfy(
            cause ->
                assertThat(cause).isInstanceOf(NotSentException.class).hasCauseReference(failure));
  }

  @Test
  void send_partIsRejected_onlyThatOneIs() {
    ChangeResult<Disassociation> result =
        send(
            List.of(ONE, TWO), request -> success(rejection(TWO).code(523).error("no such phone")));

    assertThat(result.outcomes())
        .containsExactly(new Accepted<>(ONE), new Rejected<>(TWO, 523, "no such phone"));
  }

  @Test
  void send_rejectionWithoutCodeAndReason_hasNeither() {
    assertThat(send(List.of(ONE), request -> success(rejection(ONE))).outcomes())
        .containsExactly(new Rejected<>(ONE, 0, ""));
  }

  @Test
  void send_oneOfTwoEqualPartsIsRejected_oneIsAccepted() {
    assertThat(send(List.of(ONE, ONE), request -> success(rejection(ONE))).outcomes())
        .containsExactly(new Rejected<>(ONE, 0, ""), new Accepted<>(ONE));
  }

  @Test
  void send_rejectionOfAnUnknownPart_noOtherPartCountsAsAccepted() {
    ChangeResult<Disassociation> result =
        send(List.of(ONE, TWO), request -> success(rejection(TWO), rejection(THREE)));

    assertUnclear(result.outcomes().get(0));
    assertThat(result.outcomes().get(1)).isEqualTo(new Rejected<>(TWO, 0, ""));
  }

  @Test
  void send_failureThatNamesOnlyOnePart_theOtherIsUnclear() {
    UploadResponse response = success(rejection(ONE)).status(UploadStatus.FAIL);

    assertUnclear(send(List.of(ONE, TWO), request -> response).outcomes().get(1));
  }

  @Test
  void send_failureThatNamesEachPart_isClear() {
    UploadResponse response = success(rejection(ONE), rejection(TWO)).status(UploadStatus.FAIL);

    assertThat(send(List.of(ONE, TWO), request -> response).rejected()).hasSize(2);
  }

  @Test
  void send_fewerProcessedThanNotRejected_theOthersAreUnclear() {
    UploadResponse response = success(rejection(ONE)).processed(0);

    assertUnclear(send(List.of(ONE, TWO), request -> response).outcomes().get(1));
  }

  @Test
  void send_asManyProcessedAsNotRejected_isClear() {
    UploadResponse response = success(rejection(ONE)).processed(1);

    assertThat(send(List.of(ONE, TWO), request -> response).outcomes().get(1))
        .isEqualTo(new Accepted<>(TWO));
  }

  private static void assertUnclear(Object outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.mayHaveBeenApplied()).isTrue();
              assertThat(failed.cause())
                  .isInstanceOf(UnexpectedResponseException.class)
                  .hasMessageContaining("does not state which parts were rejected");
            });
  }

  private ChangeResult<Disassociation> send(
      List<Disassociation> items, Function<DisassociateRequest, UploadResponse> call) {
    return send(new Changes(true), items, call);
  }

  /** Sends up to two parts in a request. */
  private ChangeResult<Disassociation> send(
      Changes changes,
      List<Disassociation> items,
      Function<DisassociateRequest, UploadResponse> call) {
    return changes.send(
        Operation.DISASSOCIATE,
        items,
        2,
        part -> new DisassociateRequest().records(part),
        request -> {
          sent.add(request.getRecords());
          return call.apply(request);
        });
  }

  private static Function<DisassociateRequest, UploadResponse> failing(RuntimeException failure) {
    return request -> {
      throw failure;
    };
  }

  private static UploadResponse success(UnprocessedRecord... rejections) {
    return new UploadResponse().status(UploadStatus.SUCCESS).unprocessed(List.of(rejections));
  }

  private static UnprocessedRecord rejection(Disassociation part) {
    return new UnprocessedRecord().record(Map.of("type", "phone", "value", part.getValue()));
  }

  private static Disassociation phone(String number) {
    return new Disassociation().type(DisassociationType.PHONE).value(number);
  }
}
