package io.clevertap.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Uploads or exports many records in a process with a small heap, and measures its memory. */
final class Heap {

  static final String UPLOAD = "upload";
  static final String EXPORT = "export";

  private Heap() {}

  /**
   * The result of a run.
   *
   * @param work upload or export
   * @param done the records that were accepted, or came
   * @param liveBytes the largest heap after a collection
   * @param allocatedPerRecord allocated bytes per record
   */
  record Result(String work, long records, long done, long liveBytes, double allocatedPerRecord) {}

  /** Runs the work in another process, with a heap of 64 MB. */
  static Result measure(StubProcess stub, String work, long records) throws IOException {
    Process process =
        StubProcess.java(
            List.of("-Xmx64m"),
            Heap.class,
            List.of(stub.baseUrl(0), work, String.valueOf(records)));
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (line.isBlank()) {
      throw new IllegalStateException("The process with the small heap failed");
    }
    String[] values = line.trim().split(" ");
    Result result =
        new Result(
            work,
            records,
            Long.parseLong(values[0]),
            Long.parseLong(values[1]),
            Double.parseDouble(values[2]));
    System.out.println(result);
    return result;
  }

  public static void main(String[] args) {
    AtomicLong live = new AtomicLong();
    AtomicLong allocated = new AtomicLong();
    AtomicLong before = new AtomicLong();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, handback) -> {
                var info =
                    GarbageCollectionNotificationInfo.from(
                        (CompositeData) notification.getUserData());
                long used = heap(info.getGcInfo().getMemoryUsageBeforeGc());
                long left = heap(info.getGcInfo().getMemoryUsageAfterGc());
                allocated.addAndGet(used - before.getAndSet(left));
                live.accumulateAndGet(left, Math::max);
              },
              null,
              null);
    }
    long records = Long.parseLong(args[2]);
    long done =
        args[1].equals(UPLOAD)
            ? Workload.bulk(args[0], records).accepted()
            : Exports.sdk(args[0], records);
    System.out.println(done + " " + live + " " + (double) allocated.get() / records);
  }

  private static long heap(Map<String, MemoryUsage> pools) {
    return pools.entrySet().stream()
        .filter(pool -> !pool.getKey().contains("Code") && !pool.getKey().contains("Meta"))
        .filter(pool -> !pool.getKey().contains("Class"))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }
}
