package io.clevertap.faults;

import static io.clevertap.faults.Leaks.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.Event;
import io.clevertap.exception.TransportException;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** An interrupt ends a call at once, wherever the call waits, and the thread stays interrupted. */
@ExtendWith(Leaks.class)
@Timeout(60)
class InterruptTest {

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private final Event seen = Event.named("Seen").identity("zq-ann");
  private final CountDownLatch arrived = new CountDownLatch(1);

  @Test
  void upload_interruptedWhileWaitingForAPermit_saysThatNothingWasSent() throws Exception {
    try (SocketServer server = new SocketServer(this::neverAnswer);
        CleverTap cleverTap = client(server).maxConcurrentUploads(1).build()) {
      Thread first =
          new Thread(() -> failure(TransportException.class, () -> cleverTap.upload(seen)));
      first.start();
      arrived.await();

      TransportException e = interruptedIn("tryAcquire", cleverTap);

      assertThat(e.outcomeUnknown()).isFalse();
      assertThat(server.connections()).isEqualTo(1);
      first.interrupt();
      first.join();
    }
  }

  @Test
  void upload_interruptedWhileWaitingForTheResponse_saysThatItMayHaveBeenApplied()
      throws Exception {
    try (SocketServer server = new SocketServer(this::neverAnswer);
        CleverTap cleverTap = client(server).build()) {
      assertThat(interruptedIn("send", cleverTap).outcomeUnknown()).isTrue();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void upload_interruptedWhileReadingTheResponse_saysThatItMayHaveBeenApplied() throws Exception {
    try (SocketServer server =
            new SocketServer(
                socket -> {
                  SocketServer.read(socket);
                  SocketServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
                  arrived.countDown();
                  NEVER.await();
                });
        CleverTap cleverTap = client(server).build()) {
      assertThat(interruptedIn("await", cleverTap).outcomeUnknown()).isTrue();
    }
  }

  @Test
  void upload_interruptedWhileBackingOff_saysThatNothingWasApplied() throws Exception {
    try (SocketServer server =
            new SocketServer(
                socket -> {
                  SocketServer.read(socket);
                  SocketServer.write(
                      socket,
                      "HTTP/1.1 429 Slow Down\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n");
                  arrived.countDown();
                });
        CleverTap cleverTap = client(server).build()) {
      assertThat(interruptedIn("sleep", cleverTap).outcomeUnknown()).isFalse();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void upload_interruptedBefore_sendsNothing() throws Exception {
    try (SocketServer server = new SocketServer(SocketServer::succeed);
        CleverTap cleverTap = client(server).build()) {
      Thread.currentThread().interrupt();
      failure(TransportException.class, () -> cleverTap.upload(seen));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(server.connections()).isZero();
    }
  }

  private void neverAnswer(Socket socket) throws IOException, InterruptedException {
    SocketServer.read(socket);
    arrived.countDown();
    NEVER.await();
  }

  /** Uploads in a new thread, interrupts the thread where it waits, and returns the exception. */
  private TransportException interruptedIn(String method, CleverTap cleverTap) throws Exception {
    Callable<TransportException> call =
        () -> {
          TransportException e = failure(TransportException.class, () -> cleverTap.upload(seen));
          assertThat(Thread.currentThread().isInterrupted()).isTrue();
          return e;
        };
    FutureTask<TransportException> task = new FutureTask<>(call);
    Thread thread = new Thread(task);
    thread.start();
    arrived.await();
    Waiting.until(thread, method);
    thread.interrupt();
    TransportException e = task.get();
    assertThat(e).hasMessageContaining("was interrupted");
    return e;
  }

  private static CleverTapBuilder client(SocketServer server) {
    return WireMockCleverTap.clientOf(server.baseUrl());
  }
}
