package io.clevertap.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs all benchmarks, or the soak test, or those that the first argument names. */
final class Main {

  private static final Duration SHARING = Duration.ofSeconds(20);
  private static final int SOAK_MINUTES = 5;
  private static final Path RESULTS = Path.of("docs", "benchmarks");

  private Main() {}

  public static void main(String[] args) throws Exception {
    try (StubProcess stub = new StubProcess()) {
      if (args.length > 0 && args[0].equals("soak")) {
        int minutes = args.length > 1 ? Integer.parseInt(args[1]) : SOAK_MINUTES;
        Soak.run(stub, Duration.ofMinutes(minutes));
        return;
      }
      if (args.length > 0 && args[0].equals("--quick")) {
        if (!Quick.run(stub)) {
          System.exit(1);
        }
        return;
      }
      if (args.length > 0 && args[0].equals("sharing")) {
        Sharing.measure(stub, SHARING);
        return;
      }
      if (args.length > 0 && args[0].equals("exports")) {
        Exports.measure(stub);
        Heap.measure(stub, Heap.EXPORT, 10_000_000);
        return;
      }
      List<SingleCalls.Result> calls = new ArrayList<>();
      for (int latency : new int[] {0, 1, 10, 50}) {
        calls.add(SingleCalls.upload(stub, latency, SingleCalls.calls(latency)));
        calls.add(SingleCalls.profileByEmail(stub, latency, SingleCalls.calls(latency)));
      }
      List<Throughput.Result> throughput = Throughput.measure(stub);
      Sharing.Result sharing = Sharing.measure(stub, SHARING);
      Exports.Result exports = Exports.measure(stub);
      List<Heap.Result> heap =
          List.of(
              Heap.measure(stub, Heap.UPLOAD, 1_000_000),
              Heap.measure(stub, Heap.UPLOAD, 10_000_000),
              Heap.measure(stub, Heap.EXPORT, 10_000_000));
      Collection<RunResult> records =
          new Runner(
                  new OptionsBuilder()
                      .include("RecordBenchmark")
                      .addProfiler(GCProfiler.class)
                      .build())
              .run();
      Report report = new Report(throughput, calls, sharing, exports, heap, records);
      System.out.println(report.table());
      report.write(RESULTS);
    }
  }
}
