package io.clevertap.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.Profile;
import io.clevertap.UploadSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Sends the same records with the SDK and with loops over the JDK's HTTP client. */
final class Workload {

  static final int LANES = 15;
  static final int BATCH = 1_000;

  private Workload() {}

  static CleverTapBuilder client(String baseUrl) {
    return CleverTap.builder().baseUrl(baseUrl).credentials("ACCOUNT", "PASSCODE");
  }

  static Profile record(long number) {
    return Profile.ofIdentity("user-" + number)
        .name("Ada Lovelace")
        .email("ada@example.com")
        .set("Customer Type", "Silver")
        .set("Visits", number);
  }

  static UploadSummary bulk(String baseUrl, long records) {
    try (CleverTap cleverTap = client(baseUrl).build()) {
      return cleverTap.bulk().upload(LongStream.range(0, records).mapToObj(Workload::record));
    }
  }

  /** Posts batches that are already encoded. */
  static void bare(String baseUrl, long records) {
    byte[] body = body();
    loop(baseUrl, records, batch -> body);
  }

  /** Builds the records as maps, encodes them with Jackson and posts them, without checks. */
  static void byHand(String baseUrl, long records) {
    ObjectMapper mapper = new ObjectMapper();
    loop(
        baseUrl,
        records,
        batch -> {
          List<Map<String, Object>> all = new ArrayList<>(BATCH);
          for (int i = 0; i < BATCH; i++) {
            all.add(map(batch * BATCH + i));
          }
          try {
            return mapper.writeValueAsBytes(Map.of("d", all));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Posts batches on as many threads as the SDK uses lanes. */
  private static void loop(String baseUrl, long records, LongFunction<byte[]> bodies) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    AtomicLong left = new AtomicLong(records / BATCH);
    CountDownLatch done = new CountDownLatch(LANES);
    for (int lane = 0; lane < LANES; lane++) {
      Thread thread =
          new Thread(
              () -> {
                for (long batch = left.decrementAndGet(); batch >= 0; ) {
                  post(http, baseUrl, bodies.apply(batch));
                  batch = left.decrementAndGet();
                }
                done.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> map(long number) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("Name", "Ada Lovelace");
    properties.put("Email", "ada@example.com");
    properties.put("Customer Type", "Silver");
    properties.put("Visits", number);
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("type", "profile");
    record.put("identity", "user-" + number);
    record.put("profileData", properties);
    return record;
  }

  static String post(HttpClient http, String baseUrl, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/1/upload"))
            .header("Content-Type", "application/json")
            .header("X-CleverTap-Account-Id", "ACCOUNT")
            .header("X-CleverTap-Passcode", "PASSCODE")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return send(http, request);
  }

  static String send(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] body() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("{\"d\":[".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < BATCH; i++) {
      body.writeBytes(((i > 0 ? "," : "") + json(i)).getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  static String json(int number) {
    return ("{\"type\":\"profile\",\"identity\":\"user-%d\",\"profileData\":{\"Name\":\"Ada Lovelace\","
            + "\"Email\":\"ada@example.com\",\"Customer Type\":\"Silver\",\"Visits\":%d}}")
        .formatted(number, number);
  }
}
