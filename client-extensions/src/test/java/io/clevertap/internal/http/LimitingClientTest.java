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
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.TransportException;
import io.clevertap.internal.api.Listeners;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimitingClientTest {

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch response = new CountDownLatch(1);
  private final AtomicInteger sent = new AtomicInteger();
  private final Client server =
      (request, options) -> {
        sent.incrementAndGet();
        arrived.countDown();
        try {
          response.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        return Response.builder().request(request).status(200).body("{}", UTF_8).build();
      };
  private final LimitingClient client =
      new LimitingClient(
          server,
          Map.of(Operation.UPLOAD.concurrencyGroup(), new Semaphore(1, true)),
          new ExceptionFactory("region test", "TEST-1"),
          Time.SYSTEM,
          new Listeners(List.of()));

  @Test
  void execute_noPlaceInTheCallsTime_saysThatNothingWasSent() throws Exception {
    CompletableFuture<Response> first = executing(60_000);
    arrived.await();

    assertThatExceptionOfType(NotSentException.class)
        .isThrownBy(() -> client.execute(request(), options(20)))
        .withMessageContaining("nothing was sent")
        .satisfies(e -> assertThat(e.outcomeUnknown()).isFalse());

    assertThat(sent).hasValue(1);
    response.countDown();
    assertThat(first.get().status()).isEqualTo(200);
  }

  @Test
  void execute_markedWithLessTime_waitsNoLonger() throws Exception {
    CompletableFuture<Response> first = executing(60_000);
    arrived.await();
    RequestTemplate template = template();
    RequestMarks.millisLeft(template, 20);
    Request marked = template.resolve(Map.of()).request();

    assertThatExceptionOfType(NotSentException.class)
        .isThrownBy(() -> client.execute(marked, options(60_000)));

    response.countDown();
    first.get();
  }

  @Test
  void execute_afterTheWaiting_handsOnTheTimeThatIsLeft() throws Exception {
    AtomicInteger millis = new AtomicInteger();
    response.countDown();
    LimitingClient watched =
        new LimitingClient(
            (request, options) -> {
              millis.set(options.readTimeoutMillis());
              return server.execute(request, options);
            },
            Map.of(Operation.UPLOAD.concurrencyGroup(), new Semaphore(1, true)),
            new ExceptionFactory("region test", "TEST-1"),
            Time.SYSTEM,
            new Listeners(List.of()));
    watched.execute(request(), options(5_000));
    assertThat(millis.get()).isBetween(1, 5_000);
  }

  @Test
  void execute_thatFails_givesItsPlaceBack() throws Exception {
    LimitingClient failing =
        new LimitingClient(
            (request, options) -> {
              throw new IOException("broken");
            },
            Map.of(Operation.UPLOAD.concurrencyGroup(), new Semaphore(1, true)),
            new ExceptionFactory("region test", "TEST-1"),
            Time.SYSTEM,
            new Listeners(List.of()));
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> failing.execute(request(), options(20)));
    }
  }

  @Test
  void execute_permitComesAfterAWait_theListenerKnowsAndTheRequestHasTheRest() throws Exception {
    FakeTime time = new FakeTime();
    List<String> events = new ArrayList<>();
    ClientListener listener =
        new ClientListener() {
          @Override
          public void permitAcquired(Operation operation, Duration waited) {
            events.add(operation + " acquired after " + waited);
          }

          @Override
          public void permitReleased(Operation operation) {
            events.add(operation + " released");
          }
        };
    LimitingClient watched =
        new LimitingClient(
            (request, options) -> {
              events.add("sent with " + options.readTimeoutMillis() + " ms left");
              return Response.builder().request(request).status(200).body("{}", UTF_8).build();
            },
            Map.of(Operation.UPLOAD.concurrencyGroup(), new SlowSemaphore(time)),
            new ExceptionFactory("region test", "TEST-1"),
            time,
            listener);

    watched.execute(request(), options(5_000));

    assertThat(events)
        .containsExactly("UPLOAD acquired after PT2S", "sent with 3000 ms left", "UPLOAD released");
  }

  @Test
  void execute_interruptedWhileWaiting_keepsTheInterruptAndSendsNothing() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> client.execute(request(), options(60_000)))
        .withMessageContaining("was interrupted")
        .satisfies(e -> assertThat(e.outcomeUnknown()).isFalse());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(sent).hasValue(0);
  }

  /** Has a permit after two seconds. */
  private static final class SlowSemaphore extends Semaphore {

    private static final long serialVersionUID = 1L;

    private final transient FakeTime time;

    SlowSemaphore(FakeTime time) {
      super(1);
      this.time = time;
    }

    @Override
    public boolean tryAcquire(long timeout, TimeUnit unit) {
      time.pass(Duration.ofSeconds(2));
      return true;
    }
  }

  private CompletableFuture<Response> executing(int millis) {
    CompletableFuture<Response> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(client.execute(request(), options(millis)));
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static Request request() {
    return template().resolve(Map.of()).request();
  }

  private static RequestTemplate template() {
    MethodMetadata upload =
        new Contract.Default()
            .parseAndValidateMetadata(UploadApi.class).stream()
                .filter(method -> method.method().getName().equals("upload"))
                .findFirst()
                .orElseThrow();
    RequestTemplate template = RequestTemplate.from(upload.template());
    template.methodMetadata(upload);
    return template.target("http://127.0.0.1");
  }

  private static Request.Options options(long millis) {
    return new Request.Options(10, TimeUnit.SECONDS, millis, TimeUnit.MILLISECONDS, false);
  }
}
