package io.clevertap.benchmarks;

import io.clevertap.CleverTap;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Measures single calls with the SDK and with the bare HTTP client, alternately. */
final class SingleCalls {

  private static final int WARM_UP = 20_000; // until the JIT compiler is done
  private static final int CALLS = 5_000;

  private SingleCalls() {}

  /** The median times in microseconds. */
  record Result(String call, int latencyMillis, double micros, double bareMicros) {

    double overhead() {
      return micros / bareMicros - 1;
    }
  }

  static Result upload(StubProcess stub, int latency, int calls) {
    String url = stub.baseUrl(latency);
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    byte[] body = ("{\"d\":[" + Workload.json(1) + "]}").getBytes(StandardCharsets.UTF_8);
    try (CleverTap cleverTap = Workload.client(url).build()) {
      return compare(
          "upload",
          latency,
          calls,
          () -> cleverTap.upload(Workload.record(1)),
          () -> Workload.post(http, url, body));
    }
  }

  static Result profileByEmail(StubProcess stub, int latency, int calls) {
    String url = stub.baseUrl(latency);
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/1/profile.json?email=ada@example.com"))
            .header("X-CleverTap-Account-Id", "ACCOUNT")
            .header("X-CleverTap-Passcode", "PASSCODE")
            .build();
    try (CleverTap cleverTap = Workload.client(url).build()) {
      return compare(
          "profileByEmail",
          latency,
          calls,
          () -> cleverTap.profileByEmail("ada@example.com"),
          () -> Workload.send(http, request));
    }
  }

  static int calls(int latency) {
    return CALLS / Math.max(1, latency);
  }

  private static Result compare(String call, int latency, int calls, Runnable sdk, Runnable bare) {
    for (int i = 0; i < (latency == 0 ? WARM_UP : 100); i++) {
      sdk.run();
      bare.run();
    }
    long[] sdkNanos = new long[calls];
    long[] bareNanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      sdkNanos[i] = time(sdk);
      bareNanos[i] = time(bare);
    }
    Result result = new Result(call, latency, median(sdkNanos), median(bareNanos));
    System.out.println(result + " overhead " + result.overhead());
    return result;
  }

  private static long time(Runnable call) {
    long start = System.nanoTime();
    call.run();
    return System.nanoTime() - start;
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1e3;
  }
}
