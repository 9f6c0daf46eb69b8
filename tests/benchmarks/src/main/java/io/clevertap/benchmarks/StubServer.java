package io.clevertap.benchmarks;

import io.clevertap.test.internal.HttpCall;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A server that accepts every request without reading its records, after the latency in
 * milliseconds in the base URL: {@code http://127.0.0.1:PORT/50}. With {@code f} after the latency,
 * one per cent of the requests fail; with {@code a}, more than 15 in flight get 429, as an
 * account's.
 */
final class StubServer {

  private static final HttpReply ACCEPTED =
      HttpReply.json(200, "{\"status\":\"success\",\"processed\":1000,\"unprocessed\":[]}");
  private static final HttpReply PROFILE =
      HttpReply.json(
          200,
          "{\"status\":\"success\",\"record\":{\"identity\":\"ada\",\"email\":\"ada@example.com\","
              + "\"name\":\"Ada\",\"profileData\":{\"customertype\":\"Silver\"}}}");
  private static final int PAGE = 5_000;
  private static final String EVENTS =
      IntStream.range(0, PAGE)
          .mapToObj(
              i ->
                  ("{\"profile\":{\"objectId\":\"-i%d\",\"platform\":\"Web\",\"identity\":\"user-%d\","
                          + "\"email\":\"ada@example.com\",\"profileData\":{\"customertype\":\"Silver\"}},"
                          + "\"ts\":%d,\"event_props\":{\"Amount\":%d,\"Currency\":\"USD\"}}")
                      .formatted(i, i, 20260101000000L + i % 60, i))
          .collect(Collectors.joining(",", "\"records\":[", "]"));

  private static final HttpReply[] FAULTS = {
    HttpReply.json(503, "{}"), HttpReply.json(429, "{}"), new HttpReply.Reset()
  };

  private static final Semaphore ACCOUNT = new Semaphore(Workload.LANES);

  private StubServer() {}

  /** Prints the base URL, and ends with the process that started it. */
  public static void main(String[] args) throws IOException {
    LoopbackServer server = LoopbackServer.start(0, StubServer::handle);
    System.out.println(server.baseUrl());
    while (System.in.read() >= 0) {
      System.out.println(server.connections());
    }
  }

  private static HttpReply handle(HttpCall call) {
    String option = call.target().substring(1, call.target().indexOf('/', 1));
    boolean faulty = option.endsWith("f");
    boolean limited = option.endsWith("a");
    int latency = Integer.parseInt(option.replaceAll("[af]$", ""));
    if (limited && !ACCOUNT.tryAcquire()) {
      return HttpReply.json(429, "{}");
    }
    try {
      return reply(call, latency, faulty);
    } finally {
      if (limited) {
        ACCOUNT.release();
      }
    }
  }

  private static HttpReply reply(HttpCall call, int latency, boolean faulty) {
    if (latency > 0) {
      try {
        Thread.sleep(latency);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (faulty && random.nextInt(100) == 0) {
      return FAULTS[random.nextInt(FAULTS.length)];
    }
    if (call.target().contains("/1/events.json")) {
      return export(call);
    }
    return call.method().equals("GET") ? PROFILE : ACCEPTED;
  }

  /** Returns the name of an event of which an export has this many, which is its first cursor. */
  static String exportOf(long events) {
    return String.valueOf(events / PAGE);
  }

  /** Responds with a page. A cursor is the number of pages that are left. */
  private static HttpReply export(HttpCall call) {
    if (call.method().equals("POST")) {
      String query = new String(call.body(), StandardCharsets.UTF_8);
      String name = query.replaceAll(".*\"event_name\"\\s*:\\s*\"(\\d+)\".*", "$1");
      return HttpReply.json(200, "{\"status\":\"success\",\"cursor\":\"" + name + "\"}");
    }
    int left = Integer.parseInt(call.target().replaceAll(".*cursor=(\\d+).*", "$1")) - 1;
    String next = left == 0 ? "" : "\"next_cursor\":\"" + left + "\",";
    return HttpReply.json(200, "{\"status\":\"success\"," + next + EVENTS + "}");
  }
}
