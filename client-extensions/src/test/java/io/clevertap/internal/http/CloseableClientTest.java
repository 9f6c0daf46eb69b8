package io.clevertap.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import feign.Contract;
import feign.MethodMetadata;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import io.clevertap.client.api.UploadApi;
import io.clevertap.exception.NotSentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloseableClientTest {

  private static final Request REQUEST = request();

  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final CloseableClient client =
      new CloseableClient(
          (request, options) -> {
            sent.incrementAndGet();
            inFlight.incrementAndGet();
            Thread.yield();
            inFlight.decrementAndGet();
            return Response.builder().request(request).status(200).build();
          },
          new ExceptionFactory("region test", "TEST-1"));

  @Test
  void execute_afterClose_saysThatNothingWasSent() throws Exception {
    client.close();
    client.close();
    assertThatExceptionOfType(NotSentException.class)
        .isThrownBy(this::execute)
        .withMessageContaining("closed")
        .satisfies(e -> assertThat(e.outcomeUnknown()).isFalse());
    assertThat(sent).hasValue(0);
  }

  @Test
  void isClosed_onlyAfterClose_isTrue() throws Exception {
    assertThat(client.isClosed()).isFalse();
    client.close();
    assertThat(client.isClosed()).isTrue();
  }

  @RepeatedTest(50)
  void close_whileManyExecute_returnsWhenTheLastHasEnded() throws Exception {
    List<FutureTask<Void>> callers = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      FutureTask<Void> caller =
          new FutureTask<>(
              () -> {
                while (true) {
                  execute();
                  begun.countDown();
                }
              });
      callers.add(caller);
      new Thread(caller).start();
    }
    begun.await();

    client.close();

    assertThat(inFlight).hasValue(0);
    int atClose = sent.get();
    for (FutureTask<Void> caller : callers) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(caller::get)
          .withCauseInstanceOf(NotSentException.class);
    }
    assertThat(sent).hasValue(atClose);
  }

  private void execute() throws Exception {
    client.execute(REQUEST, new Request.Options());
  }

  private static Request request() {
    MethodMetadata upload = new Contract.Default().parseAndValidateMetadata(UploadApi.class).get(0);
    RequestTemplate template = RequestTemplate.from(upload.template());
    template.methodMetadata(upload);
    return template.target("http://127.0.0.1").resolve(Map.of()).request();
  }
}
