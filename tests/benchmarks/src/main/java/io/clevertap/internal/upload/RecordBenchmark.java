package io.clevertap.internal.upload;

import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.client.model.UnprocessedRecord;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.internal.record.EncodedRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The work of the SDK for a record besides sending it: build, encode, map the response. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordBenchmark {

  private static final int BATCH = 1_000;

  private final Profile profile = profile();
  private final Event event = event();
  private final List<EncodedRecord> batch =
      IntStream.range(0, BATCH)
          .mapToObj(
              i -> EncodedRecord.of(Profile.ofIdentity("user-" + i).set("Visits", i), i, true))
          .toList();
  private final UploadResponse success =
      new UploadResponse().status(UploadStatus.SUCCESS).unprocessed(List.of());
  private final UploadResponse partial =
      new UploadResponse()
          .status(UploadStatus.PARTIAL)
          .unprocessed(IntStream.range(0, 10).mapToObj(i -> rejected(i * 100 + 1)).toList());

  @Benchmark
  public Profile buildProfile() {
    return profile();
  }

  @Benchmark
  public Event buildEvent() {
    return event();
  }

  @Benchmark
  public Object prepareProfile() {
    return EncodedRecord.of(profile, 0, true);
  }

  @Benchmark
  public Object prepareProfileUnchecked() {
    return EncodedRecord.of(profile, 0, false);
  }

  @Benchmark
  public Object prepareEvent() {
    return EncodedRecord.of(event, 0, true);
  }

  /** For a batch of 1000 records. */
  @Benchmark
  public byte[] writeBatch() {
    return new EncodedUploadRequest(batch, true, 1).json();
  }

  /** For a batch of 1000 records. */
  @Benchmark
  public List<RecordOutcome> mapSuccess() {
    return OutcomeMapper.map(batch, success, true);
  }

  /** For a batch of 1000 records, of which 10 were rejected. */
  @Benchmark
  public List<RecordOutcome> mapPartial() {
    return OutcomeMapper.map(batch, partial, true);
  }

  private static UnprocessedRecord rejected(int number) {
    return new UnprocessedRecord()
        .code(515)
        .error("Profile data is incorrect. Email is not valid.Skipped record number : " + number);
  }

  private static Profile profile() {
    return Profile.ofIdentity("user-1")
        .name("Ada Lovelace")
        .email("ada@example.com")
        .set("Customer Type", "Silver")
        .set("Visits", 1);
  }

  private static Event event() {
    return Event.named("Product Viewed").identity("user-1").set("Price", 49.5).set("Colour", "red");
  }
}
