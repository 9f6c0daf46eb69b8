package io.clevertap.benchmarks;

import io.clevertap.BulkUploader;
import io.clevertap.CleverTap;
import io.clevertap.ClientListener;
import io.clevertap.RecordOutcome;
import io.clevertap.client.api.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Measures how well bulk uploads share the permits of an account, and how full batches are. */
final class Sharing {

  private static final int LATENCY_MILLIS = 200;
  private static final double CEILING = Workload.LANES * Workload.BATCH * 1_000.0 / LATENCY_MILLIS;
  private static final int WARM_UP = 1_000_000;

  private final StubProcess stub;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong settled = new AtomicLong();

  private Sharing(StubProcess stub) {
    this.stub = stub;
  }

  /** Measures each row for this long and prints it. */
  static void run(StubProcess stub, Duration duration) throws Exception {
    Workload.bulk(stub.baseUrl(0), WARM_UP);
    Sharing sharing = new Sharing(stub);
    String url = stub.baseUrl(LATENCY_MILLIS);
    System.out.printf("one uploader: %.2f of the ceiling%n", sharing.share(url, 1, 1, duration)[0]);
    sharing.calls.set(0);
    sharing.settled.set(0);
    double[] uploaders = sharing.share(url, 1, 5, duration);
    double sum = Arrays.stream(uploaders).sum();
    System.out.printf(
        "five uploaders on one client: %.2f, fairness %.3f, %.0f records a call%n",
        sum, fairness(uploaders), sharing.settled.doubleValue() / sharing.calls.get());
    double[] clients = sharing.share(url + "a", 2, 1, duration);
    System.out.printf(
        "two clients on one account: %.2f, fairness %.3f%n",
        Arrays.stream(clients).sum(), fairness(clients));
    System.out.printf("calls for 900 records: %d%n", sharing.calls(900, Duration.ZERO));
    System.out.printf(
        "calls for 1000 records in 10 s: %d%n", sharing.calls(1_000, Duration.ofMillis(10)));
  }

  /** Uploads for some time, and returns which share of the ceiling each uploader reached. */
  private double[] share(String baseUrl, int clients, int uploaders, Duration duration)
      throws Exception {
    FutureTask<?>[] tasks = new FutureTask<?>[clients * uploaders];
    double[] shares = new double[tasks.length];
    CleverTap[] all = new CleverTap[clients];
    for (int i = 0; i < tasks.length; i++) {
      int number = i;
      if (i % uploaders == 0) {
        all[i / uploaders] = Workload.client(baseUrl).listener(counter()).build();
      }
      CleverTap client = all[i / uploaders];
      Callable<Void> upload =
          () -> {
            shares[number] = upload(client, duration) / duration.toSeconds() / CEILING;
            return null;
          };
      tasks[i] = new FutureTask<>(upload);
      new Thread(tasks[i]).start();
    }
    for (FutureTask<?> task : tasks) {
      task.get();
    }
    Arrays.stream(all).forEach(CleverTap::close);
    return shares;
  }

  private static long upload(CleverTap client, Duration duration) throws InterruptedException {
    try (BulkUploader uploader = client.bulk().start()) {
      long start = System.nanoTime();
      for (long i = 0; System.nanoTime() - start < duration.toNanos(); i++) {
        uploader.add(Workload.record(i), Duration.ofMillis(100));
      }
      return uploader.summary().accepted();
    }
  }

  private int calls(int records, Duration pause) throws InterruptedException {
    calls.set(0);
    try (CleverTap client = Workload.client(stub.baseUrl(10)).listener(counter()).build();
        BulkUploader uploader = client.bulk().start()) {
      for (int i = 0; i < records; i++) {
        uploader.add(Workload.record(i));
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    }
    return calls.get();
  }

  private ClientListener counter() {
    return new ClientListener() {
      @Override
      public void attempted(Operation operation, int number, int status, Duration took) {
        calls.incrementAndGet();
      }

      @Override
      public void settled(List<RecordOutcome> outcomes) {
        settled.addAndGet(outcomes.size());
      }
    };
  }

  /** Returns Jain's index: 1 if all shares are equal. */
  private static double fairness(double[] shares) {
    double sum = Arrays.stream(shares).sum();
    double squares =
        IntStream.range(0, shares.length).mapToDouble(i -> shares[i] * shares[i]).sum();
    return sum * sum / (shares.length * squares);
  }
}
