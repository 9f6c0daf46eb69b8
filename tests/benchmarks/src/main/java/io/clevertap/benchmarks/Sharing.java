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

  /**
   * The results.
   *
   * @param oneUploader which share of the account's ceiling it reached
   * @param fiveUploaders on one client, their shares together
   * @param recordsPerCall of the five uploaders
   * @param twoClients with one uploader each, which know nothing of each other
   * @param callsFor900Records added at once
   * @param callsPerSecond for 100 records a second
   */
  record Result(
      double oneUploader,
      double fiveUploaders,
      double fairnessOfUploaders,
      double recordsPerCall,
      double twoClients,
      double fairnessOfClients,
      int callsFor900Records,
      double callsPerSecond) {}

  /** Measures each of the first three for this long. */
  static Result measure(StubProcess stub, Duration duration) throws Exception {
    Workload.bulk(stub.baseUrl(0), WARM_UP);
    Sharing sharing = new Sharing(stub);
    String url = stub.baseUrl(LATENCY_MILLIS);
    double one = sharing.share(url, 1, 1, duration)[0];
    sharing.calls.set(0);
    sharing.settled.set(0);
    double[] uploaders = sharing.share(url, 1, 5, duration);
    double recordsPerCall = sharing.settled.doubleValue() / sharing.calls.get();
    double[] clients = sharing.share(url + "a", 2, 1, duration);
    Result result =
        new Result(
            one,
            Arrays.stream(uploaders).sum(),
            fairness(uploaders),
            recordsPerCall,
            Arrays.stream(clients).sum(),
            fairness(clients),
            sharing.calls(900, Duration.ZERO),
            sharing.calls(1_000, Duration.ofMillis(10)) / 10.0);
    System.out.println(result);
    return result;
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
