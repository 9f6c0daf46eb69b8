package io.clevertap.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import feign.RequestTemplate;
import io.clevertap.client.model.CountResponse;
import io.clevertap.exception.NotReadyException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.http.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollingTest {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private final FakeTime time = new FakeTime();
  private final Polling polling = new Polling(CALL_TIMEOUT, time);
  private final List<String> ids = new ArrayList<>();

  @Test
  void finished_unfinishedTwice_asksAgainByTheLatestId() {
    Iterator<CountResponse> responses =
        Stream.of(partial(8L), new CountResponse().status("success").count(7L)).iterator();

    CountResponse response =
        polling.finished(
            () -> partial("7"),
            CountResponse::getReqId,
            id -> {
              ids.add(id);
              return responses.next();
            });

    assertThat(response.getCount()).isEqualTo(7);
    assertThat(ids).containsExactly("7", "8");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void finished_successThatRepeatsTheId_isFinished() {
    CountResponse response = new CountResponse().status("success").count(7L).reqId("7");

    assertThat(polling.finished(() -> response, CountResponse::getReqId, id -> partial(id)))
        .isSameAs(response);
  }

  @Test
  void finished_neverFinished_endsWithinTheCallTimeout() {
    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(
            () -> polling.finished(() -> partial(1L), CountResponse::getReqId, id -> partial(1L)))
        .withMessageContaining("PT30S");
    assertThat(time.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(CALL_TIMEOUT.minusSeconds(6), CALL_TIMEOUT);
  }

  @Test
  void finished_theWaitWouldTakeAllTheTimeThatIsLeft_endsWithoutIt() {
    Polling hurried = new Polling(Duration.ofSeconds(1), time);

    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(
            () -> hurried.finished(() -> partial(1L), CountResponse::getReqId, id -> partial(1L)));
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void count_unfinished_isAskedForAgain() {
    CountResponse finished = new CountResponse().status("success").count(7L);

    assertThat(polling.count(() -> partial(1L), id -> finished)).isEqualTo(7);
  }

  @Test
  void count_finishedWithoutACount_isUnexpected() {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> polling.count(() -> new CountResponse().status("success"), id -> null))
        .withMessageContaining("it has no count");
  }

  @Test
  void await_notReadyTwice_repeatsTheRequest() {
    Iterator<Boolean> ready = Stream.of(false, false, true).iterator();

    assertThat(
            polling.<String>await(
                () -> {
                  if (!ready.next()) {
                    throw new NotReadyException("not yet");
                  }
                  return "page";
                },
                page -> null))
        .isEqualTo("page");
  }

  @Test
  void await_interrupted_keepsTheInterrupt() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(
            () -> polling.finished(() -> partial(1L), CountResponse::getReqId, id -> partial(1L)));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void apply_whileAwaiting_limitsTheRequestToTheTimeLeft() {
    RequestTemplate first = new RequestTemplate();
    RequestTemplate second = new RequestTemplate();
    RequestTemplate other = new RequestTemplate();

    polling.finished(
        () -> {
          polling.apply(first);
          return partial(1L);
        },
        CountResponse::getReqId,
        id -> {
          polling.apply(second);
          return new CountResponse().status("success");
        });
    polling.apply(other);

    assertThat(first.headers().values()).singleElement().asString().contains("30000");
    assertThat(second.headers().values()).singleElement().asString().contains("29000");
    assertThat(other.headers()).isEmpty();
  }

  private static CountResponse partial(Object id) {
    return new CountResponse().status("partial").reqId(id);
  }
}
