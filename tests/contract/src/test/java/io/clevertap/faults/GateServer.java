package io.clevertap.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that holds requests back until so many are in flight, and counts them. */
final class GateServer implements AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger tooMany = new AtomicInteger();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch oneMore = new CountDownLatch(0);

  GateServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers nothing until so many requests are in flight and one more had time to come. */
  void holdUntilInFlight(int requests) {
    gate = new CountDownLatch(requests);
    oneMore = new CountDownLatch(requests + 1);
  }

  void answerTheFirstWith429(int requests) {
    tooMany.set(requests);
  }

  /** Answers what is held back. */
  void open() {
    while (gate.getCount() > 0) {
      gate.countDown();
    }
  }

  /** Waits until the first request has come. */
  void awaitRequest() throws InterruptedException {
    arrived.await();
  }

  int mostInFlight() {
    return mostInFlight.get();
  }

  int requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    requests.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    arrived.countDown();
    gate.countDown();
    oneMore.countDown();
    try {
      gate.await(20, TimeUnit.SECONDS);
      oneMore.await(200, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean refused = tooMany.getAndDecrement() > 0;
    byte[] body = FakeCleverTap.SUCCESS.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Retry-After", "0");
    inFlight.decrementAndGet();
    exchange.sendResponseHeaders(refused ? 429 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    open();
    server.stop(0);
    threads.shutdownNow();
  }
}
