package io.clevertap.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.CleverTap;
import io.clevertap.Query;
import io.clevertap.client.model.EventPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Exports events, and compares it with a loop that gets the same pages into the same classes. */
final class Exports {

  private static final long EVENTS = 1_000_000;
  private static final int ROUNDS = 5;
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  private Exports() {}

  /** The result without latency. */
  record Result(double eventsPerSecond, double bareEventsPerSecond) {

    double ratioToBare() {
      return eventsPerSecond / bareEventsPerSecond;
    }
  }

  static Result measure(StubProcess stub) {
    String baseUrl = stub.baseUrl(0);
    sdk(baseUrl, EVENTS);
    bare(baseUrl, EVENTS);
    List<Double> sdk = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      sdk.add(rate(() -> sdk(baseUrl, EVENTS)));
      bare.add(rate(() -> bare(baseUrl, EVENTS)));
    }
    Result result = new Result(median(sdk), median(bare));
    System.out.println(result + ", " + result.ratioToBare() + " of the bare loop");
    return result;
  }

  /** Exports this many events, and returns how many came. */
  static long sdk(String baseUrl, long events) {
    Query query = Query.event(StubServer.exportOf(events)).between(DAY, DAY);
    try (CleverTap cleverTap = Workload.client(baseUrl).build()) {
      return cleverTap.events().query(query).filter(event -> event.time() != null).count();
    }
  }

  private static long bare(String baseUrl, long events) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    ObjectMapper mapper =
        new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    long count = 0;
    String cursor = StubServer.exportOf(events);
    while (cursor != null) {
      EventPage page = page(http, mapper, URI.create(baseUrl + "/1/events.json?cursor=" + cursor));
      count += page.getRecords().stream().filter(event -> event.getTimestamp() != null).count();
      cursor = page.getNextCursor();
    }
    return count;
  }

  private static EventPage page(HttpClient http, ObjectMapper mapper, URI uri) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("X-CleverTap-Account-Id", "ACCOUNT")
            .header("X-CleverTap-Passcode", "PASSCODE")
            .build();
    try {
      return mapper.readValue(
          http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), EventPage.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double rate(LongSupplier export) {
    long start = System.nanoTime();
    long events = export.getAsLong();
    if (events != EVENTS) {
      throw new IllegalStateException(events + " of " + EVENTS + " events came");
    }
    return events * 1e9 / (System.nanoTime() - start);
  }

  private static double median(List<Double> rates) {
    return rates.stream().sorted().toList().get(rates.size() / 2);
  }
}
