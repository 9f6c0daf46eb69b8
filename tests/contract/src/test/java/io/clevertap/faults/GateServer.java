package io.clevertap.faults;

import io.clevertap.test.internal.HttpCall;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that holds responses back until a number of requests are in flight, and counts the
 * requests.
 */
final class GateServer implements AutoCloseable {

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger tooMany = new AtomicInteger();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch oneMore = new CountDownLatch(0);
  private final LoopbackServer server;

  GateServer() throws IOException {
    server = LoopbackServer.start(0, this::answer);
  }

  String baseUrl() {
    return server.baseUrl();
  }

  /**
   * Holds responses back until this many requests are in flight, and a little longer in case one
   * more arrives.
   */
  void holdUntilInFlight(int requests) {
    gate = new CountDownLatch(requests);
    oneMore = new CountDownLatch(requests + 1);
  }

  void answerTheFirstWith429(int requests) {
    tooMany.set(requests);
  }

  /** Sends the responses that are held back. */
  void open() {
    while (gate.getCount() > 0) {
      gate.countDown();
    }
  }

  /** Waits until the first request has arrived. */
  void awaitRequest() throws InterruptedException {
    arrived.await();
  }

  int mostInFlight() {
    return mostInFlight.get();
  }

  int requests() {
    return requests.get();
  }

  private HttpReply answer(HttpCall call) {
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    requests.incrementAndGet();
    arrived.countDown();
    gate.countDown();
    oneMore.countDown();
    try {
      gate.await();
      oneMore.await(200, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean refused = tooMany.getAndDecrement() > 0;
    inFlight.decrementAndGet();
    return HttpReply.json(refused ? 429 : 200, WireMockCleverTap.SUCCESS);
  }

  @Override
  public void close() throws IOException {
    open();
    server.close();
  }
}
