package io.clevertap.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.Behaviour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fails for a share of the uploads and records, chosen by a seed, loses a record of one upload in a
 * hundred, and keeps the stored records.
 */
class Chaos implements Behaviour {

  private static final Set<Fault> SILENT = EnumSet.of(Fault.SILENCE, Fault.SILENCE_AFTER_STORING);
  private static final Set<Fault> STOPPING =
      EnumSet.of(Fault.NONE, Fault.UNAUTHORIZED, Fault.BAD_REQUEST);

  private static final int LOSS_EVERY = 100;

  private final long seed;
  private final double faultShare;
  private final AtomicLong uploads = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private final SplittableRandom losses;
  private final List<Integer> stored = new ArrayList<>();

  Chaos(long seed, double faultShare) {
    this.seed = seed;
    this.faultShare = faultShare;
    this.losses = new SplittableRandom(seed);
  }

  /** Returns the numbers of the records in the order in which they were stored. */
  List<Integer> stored() {
    return stored;
  }

  @Override
  public Fault fault(JsonNode batch) {
    SplittableRandom random = new SplittableRandom(seed + uploads.incrementAndGet());
    if (random.nextDouble() >= faultShare) {
      return Fault.NONE;
    }
    boolean silent =
        random.nextInt(25) == 0; // rarely, because each one blocks a lane for a long time
    List<Fault> faults =
        Arrays.stream(Fault.values())
            .filter(fault -> SILENT.contains(fault) == silent && !STOPPING.contains(fault))
            .toList();
    return faults.get(random.nextInt(faults.size()));
  }

  @Override
  public Optional<RecordErrorCode> refusal(JsonNode record) {
    if (record.path("profileData").has(Numbered.REFUSED)) {
      return Optional.of(RecordErrorCode.EMAIL_INVALID);
    }
    SplittableRandom random = new SplittableRandom(~seed + records.incrementAndGet());
    return random.nextInt(1000) == 0 ? Optional.of(RecordErrorCode.SERVER_ERROR) : Optional.empty();
  }

  @Override
  public void store(List<JsonNode> batch) {
    if (!batch.isEmpty() && faultShare > 0 && losses.nextInt(LOSS_EVERY) == 0) {
      batch.remove(losses.nextInt(batch.size())); // the response has it neither way
    }
    batch.forEach(record -> stored.add(Numbered.in(record)));
  }

  @Override
  public void arrange(List<ObjectNode> refused) {
    Collections.shuffle(refused, new Random(seed));
  }
}
