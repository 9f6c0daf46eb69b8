package io.clevertap.benchmarks;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** Writes the results as a table, as JSON and as a picture. */
final class Report {

  private final List<Throughput.Result> throughput;
  private final List<SingleCalls.Result> calls;
  private final Sharing.Result sharing;
  private final Exports.Result exports;
  private final List<Heap.Result> heap;
  private final Map<String, Map<String, Double>> records = new LinkedHashMap<>();

  Report(
      List<Throughput.Result> throughput,
      List<SingleCalls.Result> calls,
      Sharing.Result sharing,
      Exports.Result exports,
      List<Heap.Result> heap,
      Collection<RunResult> records) {
    this.throughput = throughput;
    this.calls = calls;
    this.sharing = sharing;
    this.exports = exports;
    this.heap = heap;
    for (RunResult result : records) {
      String benchmark = result.getParams().getBenchmark();
      this.records.put(
          benchmark.substring(benchmark.lastIndexOf('.') + 1),
          Map.of(
              "nanoseconds", result.getPrimaryResult().getScore(),
              "bytesAllocated", allocated(result)));
    }
  }

  static String machine() {
    return "%d processors, %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            Runtime.version());
  }

  String table() {
    StringBuilder table = new StringBuilder(machine()).append(", ").append(LocalDate.now());
    line(table, "");
    line(
        table,
        "| latency | records/s | of the ceiling | of a loop by hand | of a bare loop |"
            + " npm clevertap 1.3.0, records/s | CPU/record (by hand, bare) |");
    line(table, "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (Throughput.Result result : throughput) {
      line(
          table,
          "| %d ms | %,.0f | %s | %.2f | %.2f | %,.0f | %.2f µs (%.2f µs, %.2f µs) |",
          result.latencyMillis(),
          result.recordsPerSecond(),
          result.latencyMillis() == 0 ? "" : "%.2f".formatted(result.ratioToCeiling()),
          result.ratioToByHand(),
          result.ratioToBare(),
          result.nodeRecordsPerSecond(),
          result.cpuMicros(),
          result.byHandCpuMicros(),
          result.bareCpuMicros());
    }
    line(table, "");
    line(table, "| call | latency | median | bare client | above it |");
    line(table, "| --- | ---: | ---: | ---: | ---: |");
    for (SingleCalls.Result result : calls) {
      line(
          table,
          "| `%s` | %d ms | %.0f µs | %.0f µs | %.1f %% |",
          result.call(),
          result.latencyMillis(),
          result.micros(),
          result.bareMicros(),
          result.overhead() * 100);
    }
    line(table, "");
    line(
        table,
        "| uploads of an account with a limit of 15, at 200 ms | of the ceiling | fairness (Jain) |");
    line(table, "| --- | ---: | ---: |");
    line(table, "| one uploader | %.2f | |", sharing.oneUploader());
    line(
        table,
        "| five uploaders on one client, %.0f records a call | %.2f | %.3f |",
        sharing.recordsPerCall(),
        sharing.fiveUploaders(),
        sharing.fairnessOfUploaders());
    line(
        table,
        "| two clients that know only of 429 | %.2f | %.3f |",
        sharing.twoClients(),
        sharing.fairnessOfClients());
    line(table, "");
    line(
        table,
        "900 records at once: %d calls. 100 records a second, with a linger time of 1 s: %.1f calls a second.",
        sharing.callsFor900Records(),
        sharing.callsPerSecond());
    line(table, "");
    line(table, "| events/s of an export | bare loop | of the bare loop |");
    line(table, "| ---: | ---: | ---: |");
    line(
        table,
        "| %,.0f | %,.0f | %.2f |",
        exports.eventsPerSecond(),
        exports.bareEventsPerSecond(),
        exports.ratioToBare());
    line(table, "");
    line(
        table,
        "| work | records through a heap of 64 MB | done | most after a collection | allocated/record |");
    line(table, "| --- | ---: | ---: | ---: | ---: |");
    for (Heap.Result result : heap) {
      line(
          table,
          "| %s | %,d | %,d | %.1f MB | %,.0f bytes |",
          result.work(),
          result.records(),
          result.done(),
          result.liveBytes() / 1e6,
          result.allocatedPerRecord());
    }
    line(table, "");
    line(table, "| step | time | allocated |");
    line(table, "| --- | ---: | ---: |");
    records.forEach(
        (step, result) ->
            line(
                table,
                "| `%s` | %,.0f ns | %,.0f bytes |",
                step,
                result.get("nanoseconds"),
                result.get("bytesAllocated")));
    return table.toString();
  }

  void write(Path directory) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine());
    json.put("date", LocalDate.now().toString());
    json.put("throughput", throughput);
    json.put("calls", calls);
    json.put("sharing", sharing);
    json.put("exports", exports);
    json.put("heap", heap);
    json.put("records", records);
    Files.createDirectories(directory);
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(directory.resolve("results.json").toFile(), json);
    Files.writeString(
        directory.resolve("results.md"), "# Figures of the benchmarks\n\n" + table() + "\n");
  }

  private static double allocated(RunResult result) {
    return result.getSecondaryResults().entrySet().stream()
        .filter(entry -> entry.getKey().contains("gc.alloc.rate.norm"))
        .mapToDouble(entry -> entry.getValue().getScore())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append('\n').append(String.format(Locale.ROOT, format, values));
  }
}
