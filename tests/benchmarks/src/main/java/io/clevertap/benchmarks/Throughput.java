package io.clevertap.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures records per second by latency, compared with the ceiling, with loops without the SDK and
 * with CleverTap's Node library.
 */
final class Throughput {

  private static final int[] LATENCIES = {0, 10, 50, 200};
  private static final int WARM_UP = 20_000_000; // until the code of a batch is compiled too
  private static final int SECONDS = 12;
  private static final long MOST_RECORDS = 3_600_000;
  private static final int ROUNDS = 3;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Throughput() {}

  /**
   * The result for one latency.
   *
   * @param ceiling lanes x batch / latency; infinite without latency
   * @param cpuMicros processor time of this process per record, in microseconds
   */
  record Result(
      int latencyMillis,
      double recordsPerSecond,
      double bareRecordsPerSecond,
      double byHandRecordsPerSecond,
      double nodeRecordsPerSecond,
      double ceiling,
      double cpuMicros,
      double bareCpuMicros,
      double byHandCpuMicros) {

    double ratioToCeiling() {
      return recordsPerSecond / ceiling;
    }

    double ratioToBare() {
      return recordsPerSecond / bareRecordsPerSecond;
    }

    double ratioToByHand() {
      return recordsPerSecond / byHandRecordsPerSecond;
    }
  }

  /** The rate of one upload, and the processor time of this process for a record. */
  record Rate(double recordsPerSecond, double cpuMicros) {}

  static List<Result> measure(StubProcess stub) {
    Workload.bulk(stub.baseUrl(0), WARM_UP);
    Workload.byHand(stub.baseUrl(0), WARM_UP);
    Workload.bare(stub.baseUrl(0), WARM_UP);
    List<Result> results = new ArrayList<>();
    for (int latency : LATENCIES) {
      double ceiling =
          latency == 0
              ? Double.POSITIVE_INFINITY
              : Workload.LANES * Workload.BATCH * 1_000.0 / latency;
      long records = (long) Math.min(ceiling * SECONDS, MOST_RECORDS);
      List<Rate> sdk = new ArrayList<>();
      List<Rate> bare = new ArrayList<>();
      List<Rate> byHand = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        sdk.add(measure(() -> Workload.bulk(stub.baseUrl(latency), records), records));
        bare.add(measure(() -> Workload.bare(stub.baseUrl(latency), records), records));
        byHand.add(measure(() -> Workload.byHand(stub.baseUrl(latency), records), records));
      }
      Rate middle = median(sdk);
      Rate bareMiddle = median(bare);
      Rate byHandMiddle = median(byHand);
      results.add(
          new Result(
              latency,
              middle.recordsPerSecond(),
              bareMiddle.recordsPerSecond(),
              byHandMiddle.recordsPerSecond(),
              NodeLibrary.recordsPerSecond(stub, latency),
              ceiling,
              middle.cpuMicros(),
              bareMiddle.cpuMicros(),
              byHandMiddle.cpuMicros()));
      System.out.println(results.get(results.size() - 1));
    }
    return results;
  }

  static Rate measure(Runnable upload, long records) {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    upload.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Rate(records / seconds, (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / records);
  }

  private static Rate median(List<Rate> rates) {
    return rates.stream()
        .sorted((a, b) -> Double.compare(a.recordsPerSecond(), b.recordsPerSecond()))
        .toList()
        .get(rates.size() / 2);
  }
}
