package io.clevertap.benchmarks;

import io.clevertap.BulkUploader;
import io.clevertap.CleverTap;
import io.clevertap.UploadSummary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Uploads for minutes to a slow server with faults, and prints threads, memory and sockets. */
final class Soak {

  private static final String FAULTY_AND_SLOW = "/200f";
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(15);

  private Soak() {}

  static void run(StubProcess stub, Duration duration) throws IOException, InterruptedException {
    System.out.println("seconds  threads  heap MB  sockets  accepted  failed");
    long start = System.nanoTime();
    print(stub, start, null);
    CleverTap cleverTap =
        Workload.client(stub.baseUrl(0).replaceAll("/0$", FAULTY_AND_SLOW)).build();
    BulkUploader uploader = cleverTap.bulk().start();
    long next = start;
    for (long number = 0; System.nanoTime() - start < duration.toNanos(); number++) {
      uploader.add(Workload.record(number));
      if (System.nanoTime() - next >= 0) {
        print(stub, start, uploader.summary());
        next += PERIOD_NANOS;
      }
    }
    UploadSummary summary = uploader.close(Duration.ofMinutes(2));
    cleverTap.close();
    print(stub, start, summary);
    uploader = null;
    cleverTap = null;
    for (int i = 0; i < 40 && stub.connections() > 0; i++) {
      System.gc(); // JDK 17 closes an HTTP client when it is garbage-collected
      TimeUnit.MILLISECONDS.sleep(250);
    }
    print(stub, start, summary);
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !"main".equals(thread.getName()))
        .map(thread -> "left: " + thread.getName())
        .sorted()
        .forEach(System.out::println);
    if (stub.connections() > 0) {
      throw new IllegalStateException("The client is closed, but its connections are still open");
    }
  }

  private static void print(StubProcess stub, long start, UploadSummary summary)
      throws IOException {
    System.gc();
    System.out.printf(
        "%7d  %7d  %7d  %7d  %8d  %6d%n",
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20,
        stub.connections(),
        summary == null ? 0 : summary.accepted(),
        summary == null ? 0 : summary.failed());
  }
}
