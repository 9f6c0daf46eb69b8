package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.client.api.CredentialHeaders;
import io.clevertap.client.api.Operation;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.Handlers.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * CleverTap's server API on a loopback socket. It enforces CleverTap's limits and rejects the
 * records that CleverTap rejects; its {@link Behaviour} decides everything else.
 */
public final class StandIn implements AutoCloseable {

  private final Behaviour behaviour;
  private final Map<Operation, Handler> handlers;
  private final Map<String, AtomicInteger> inFlightByGroup = new ConcurrentHashMap<>();
  private final AtomicInteger mostUploadsInFlight = new AtomicInteger();
  private final AtomicInteger uploadCount = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LoopbackServer server;

  private StandIn(Behaviour behaviour, int port) {
    this.behaviour = behaviour;
    this.handlers = Handlers.of(behaviour);
    try {
      this.server = LoopbackServer.start(port, this::handle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server on any free port. */
  public static StandIn start(Behaviour behaviour) {
    return start(behaviour, 0);
  }

  /** Starts a server on a port, or on any free one if it is 0. */
  public static StandIn start(Behaviour behaviour, int port) {
    return new StandIn(behaviour, port);
  }

  /** Returns the base URL for a client. */
  public String baseUrl() {
    return server.baseUrl();
  }

  /** Returns the number of received uploads, whether or not they succeeded. */
  public int uploads() {
    return uploadCount.get();
  }

  /** Returns the largest number of uploads that were in flight at the same time. */
  public int mostInFlight() {
    return mostUploadsInFlight.get();
  }

  /** Returns the number of open connections. */
  public int connections() {
    return server.connections();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpReply handle(HttpCall call) {
    if (CustomLists.isFile(call)) {
      return new CustomLists(behaviour).receive(call);
    }
    Optional<String> accountId = call.header(CredentialHeaders.ACCOUNT_ID);
    Optional<String> passcode = call.header(CredentialHeaders.PASSCODE);
    if (accountId.isEmpty()
        || passcode.isEmpty()
        || !behaviour.admits(accountId.get(), passcode.get())) {
      return Replies.of(Fault.UNAUTHORIZED, "");
    }
    return handlers.keySet().stream()
        .filter(operation -> call.path().matches(operation.path().replaceAll("\\{[^}]+}", "[^/]+")))
        .filter(operation -> operation.method().equals(call.method()))
        .findFirst()
        .map(operation -> limited(operation, call))
        .orElseGet(() -> Replies.error(404, "No handler for " + call.method() + " " + call.path()));
  }

  private HttpReply limited(Operation operation, HttpCall call) {
    AtomicInteger inFlight =
        inFlightByGroup.computeIfAbsent(operation.concurrencyGroup(), group -> new AtomicInteger());
    int now = inFlight.incrementAndGet();
    if (operation == Operation.UPLOAD) {
      uploadCount.incrementAndGet();
      mostUploadsInFlight.accumulateAndGet(now, Math::max);
    }
    try {
      return now > operation.concurrencyLimit()
          ? Replies.of(Fault.TOO_MANY_REQUESTS, "")
          : reply(operation, call);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Replies.of(Fault.BAD_REQUEST, "");
    } finally {
      inFlight
          .decrementAndGet(); // before the response is sent, so that the count is never too high
    }
  }

  private HttpReply reply(Operation operation, HttpCall call) throws JsonProcessingException {
    try {
      closed.await(behaviour.delay().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return handlers.get(operation).reply(call);
  }
}
