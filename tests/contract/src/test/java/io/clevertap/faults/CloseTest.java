package io.clevertap.faults;

import static io.clevertap.faults.Leaks.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.clevertap.CleverTap;
import io.clevertap.Profile;
import io.clevertap.UploadResult;
import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.api.UploadApi;
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.TransportException;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Later calls fail after close, and earlier calls end normally. */
@ExtendWith(Leaks.class)
@Timeout(60)
class CloseTest {

  private final Profile ann = Profile.ofIdentity("zq-ann");

  @Test
  void close_twice_isFine() throws Exception {
    try (GateServer server = new GateServer()) {
      CleverTap cleverTap = WireMockCleverTap.clientOf(server.baseUrl()).build();
      cleverTap.upload(ann);
      cleverTap.close();
      cleverTap.close();
    }
  }

  @Test
  void calls_afterClose_throw() {
    CleverTap cleverTap = WireMockCleverTap.clientOf("http://127.0.0.1:1").build();
    cleverTap.close();
    assertThatIllegalStateException().isThrownBy(() -> cleverTap.upload(ann));
    assertThatIllegalStateException().isThrownBy(cleverTap::upload);
    assertThatIllegalStateException().isThrownBy(() -> cleverTap.validate(ann));
    assertThatIllegalStateException().isThrownBy(() -> cleverTap.profileByIdentity("zq-ann"));
    assertThatIllegalStateException().isThrownBy(() -> cleverTap.api(UploadApi.class));
  }

  @Test
  void api_heldOverClose_sendsNothingMore() throws Exception {
    try (GateServer server = new GateServer()) {
      CleverTap cleverTap = WireMockCleverTap.clientOf(server.baseUrl()).build();
      ProfilesApi api = cleverTap.api(ProfilesApi.class);
      cleverTap.close();

      NotSentException e =
          failure(NotSentException.class, () -> api.getProfile(null, "zq-ann", null));

      assertThat(e).hasMessageContaining("closed");
      assertThat(e.outcomeUnknown()).isFalse();
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void close_whileCallsAreInFlightAndWaiting_letsThemEnd() throws Exception {
    try (GateServer server = new GateServer()) {
      CleverTap cleverTap =
          WireMockCleverTap.clientOf(server.baseUrl()).maxConcurrentUploads(1).build();
      server.holdUntilInFlight(2);
      CompletableFuture<UploadResult> first = uploading(cleverTap);
      server.awaitRequest();
      Thread waiting = new Thread(() -> cleverTap.upload(ann));
      waiting.start();
      Waiting.until(waiting, "tryAcquire");

      CompletableFuture<Void> closed = CompletableFuture.runAsync(cleverTap::close);
      server.open();

      assertThat(first.get().allAccepted()).isTrue();
      closed.get();
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @Test
  void close_whileACallBacksOff_letsItsNextAttemptBeMade() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (SocketServer server =
        new SocketServer(
            socket -> {
              SocketServer.read(socket);
              SocketServer.write(
                  socket, "HTTP/1.1 429 Slow Down\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");
              arrived.countDown();
            },
            SocketServer::succeed)) {
      CleverTap cleverTap = WireMockCleverTap.clientOf(server.baseUrl()).build();
      CompletableFuture<UploadResult> upload = uploading(cleverTap);
      arrived.await();

      cleverTap.close();

      assertThat(server.connections()).isEqualTo(2);
      assertThat(upload.get().allAccepted()).isTrue();
    }
  }

  @Test
  void close_interrupted_returnsAtOnceAndKeepsTheFlag() throws Exception {
    try (GateServer server = new GateServer()) {
      CleverTap cleverTap = WireMockCleverTap.clientOf(server.baseUrl()).build();
      server.holdUntilInFlight(2);
      CompletableFuture<UploadResult> upload = uploading(cleverTap);
      server.awaitRequest();

      Thread.currentThread().interrupt();
      cleverTap.close();

      assertThat(Thread.interrupted()).isTrue();
      server.open();
      assertThat(upload.get().allAccepted()).isTrue();
    }
  }

  @Test
  void close_afterCallsOfEachKind_leavesNoThreadAndNoConnection() throws Exception {
    try (LoopbackServer server =
        LoopbackServer.start(0, call -> HttpReply.json(200, WireMockCleverTap.SUCCESS))) {
      ThreadGroup threads =
          new ThreadGroup("calls"); // contains the threads that the calls start, too
      FutureTask<Void> calls = new FutureTask<>(() -> callInEachWay(server, threads));
      new Thread(threads, calls).start();
      calls.get();

      Waiting.until(() -> server.connections() == 0 && liveIn(threads) == 0);
    }
  }

  @Test
  void close_afterAResponseThatDidNotEnd_waitsForNothing() throws Exception {
    CountDownLatch brokenOff = new CountDownLatch(1);
    try (SocketServer server =
        new SocketServer(
            socket -> {
              SocketServer.read(socket);
              SocketServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
              socket.getInputStream().read();
              brokenOff.countDown();
            })) {
      try (CleverTap cleverTap =
          WireMockCleverTap.clientOf(server.baseUrl())
              .callTimeout(Duration.ofSeconds(1))
              .maxAttempts(1)
              .build()) {
        failure(TransportException.class, () -> cleverTap.upload(ann));
      }
      brokenOff.await();
    }
  }

  private Void callInEachWay(LoopbackServer server, ThreadGroup threads) throws Exception {
    try (CleverTap cleverTap = WireMockCleverTap.clientOf(server.baseUrl()).build()) {
      cleverTap.upload(ann);
      cleverTap.profileByIdentity("zq-ann");
      cleverTap.bulk().upload(List.of(ann));
      cleverTap.bulk().linger(Duration.ZERO).start().addAsync(ann).get(); // stays open
      assertThat(server.connections()).isPositive();
      assertThat(liveIn(threads)).isGreaterThan(15);
    }
    return null;
  }

  /**
   * Before JDK 21 an HTTP client cannot be closed; its threads end when it is garbage-collected.
   */
  private static int liveIn(ThreadGroup threads) {
    if (Runtime.version().feature() < 21) {
      System.gc();
    }
    return threads.activeCount();
  }

  private CompletableFuture<UploadResult> uploading(CleverTap cleverTap) {
    CompletableFuture<UploadResult> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(cleverTap.upload(ann));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }
}
