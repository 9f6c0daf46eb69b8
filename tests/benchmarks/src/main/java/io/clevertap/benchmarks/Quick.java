package io.clevertap.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Measures in two minutes what an upload costs beside a loop by hand. Pairs run one after the
 * other, so the ratios hold on a busy machine too; the bounds are so wide that only a collapse
 * breaks them.
 */
final class Quick {

  private static final int ROUNDS = 5;
  private static final int RECORDS = 800_000;
  private static final int WARM_UP = 20; // until the code of a batch is compiled too
  private static final Duration SHARING = Duration.ofSeconds(3);

  private boolean holds = true;

  private Quick() {}

  /** Prints each ratio. Returns false when one is out of its bound. */
  static boolean run(StubProcess stub) throws Exception {
    Quick quick = new Quick();
    for (int i = 0; i < WARM_UP; i++) {
      pair(stub.baseUrl(0));
    }
    for (int latency : new int[] {0, 10}) {
      Pair[] pairs =
          Stream.generate(() -> pair(stub.baseUrl(latency))).limit(ROUNDS).toArray(Pair[]::new);
      String row = "at " + latency + " ms, against a loop by hand: ";
      quick.atMost(row + "CPU", median(Arrays.stream(pairs).mapToDouble(Pair::cpu).toArray()), 4);
      double rate = median(Arrays.stream(pairs).mapToDouble(Pair::rate).toArray());
      quick.atLeast(row + "records/s", rate, 0.15);
    }
    Heap.Result heap = Heap.measure(stub, Heap.UPLOAD, RECORDS);
    quick.atMost("bytes allocated for a record", heap.allocatedPerRecord(), 1_600);
    quick.atMost(
        "upload at 1 ms, above the bare client", SingleCalls.upload(stub, 1, 2_000).overhead(), 1);
    Sharing.Result sharing = Sharing.measure(stub, SHARING);
    quick.atLeast("five uploaders on one client, of the ceiling", sharing.fiveUploaders(), 0.3);
    quick.atLeast("two clients of one account, of the ceiling", sharing.twoClients(), 0.3);
    quick.atMost("calls for 900 records", sharing.callsFor900Records(), 2);
    quick.atMost("calls a second for 100 records a second", sharing.callsPerSecond(), 4);
    return quick.holds;
  }

  private record Pair(double cpu, double rate) {}

  private static Pair pair(String url) {
    Throughput.Rate sdk = Throughput.measure(() -> Workload.bulk(url, RECORDS), RECORDS);
    Throughput.Rate byHand = Throughput.measure(() -> Workload.byHand(url, RECORDS), RECORDS);
    return new Pair(
        sdk.cpuMicros() / byHand.cpuMicros(), sdk.recordsPerSecond() / byHand.recordsPerSecond());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private void atMost(String row, double value, double bound) {
    report(row, value, value <= bound, "at most " + bound);
  }

  private void atLeast(String row, double value, double bound) {
    report(row, value, value >= bound, "at least " + bound);
  }

  private void report(String row, double value, boolean good, String bound) {
    System.out.printf("%s: %.2f%s%n", row, value, good ? "" : ", which must be " + bound);
    holds &= good;
  }
}
