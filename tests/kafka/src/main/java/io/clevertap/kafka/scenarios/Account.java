package io.clevertap.kafka.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.test.Fault;
import io.clevertap.test.internal.Behaviour;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What a server stores, by the number of each record, and how it lies. */
final class Account implements Behaviour {

  /** The property that numbers the records. */
  static final String NUMBER = "n";

  private final Map<Integer, Integer> stored = new HashMap<>();
  private final Map<String, Integer> lastOfUser = new HashMap<>();
  private final Random random = new Random(1);
  private final AtomicInteger inFlight = new AtomicInteger();
  private int outOfOrder;
  private JsonNode last;

  volatile String passcode = "secret-passcode";
  volatile Duration delay = Duration.ZERO;
  volatile Predicate<JsonNode> rejects = record -> false;
  volatile double lostShare;
  volatile int serves = Integer.MAX_VALUE;

  synchronized void clear() {
    stored.clear();
    lastOfUser.clear();
  }

  /** Returns how many records are stored, each once. */
  synchronized int delivered() {
    return stored.size();
  }

  synchronized boolean has(int number) {
    return stored.containsKey(number);
  }

  /** Returns how often records were stored again. */
  synchronized int doubled() {
    return stored.values().stream().mapToInt(times -> times - 1).sum();
  }

  /** Returns how many records of a user were stored for the first time after a later one. */
  synchronized int outOfOrder() {
    return outOfOrder;
  }

  /** Returns the last record that was stored. */
  synchronized JsonNode last() {
    return last;
  }

  @Override
  public boolean admits(String accountId, String given) {
    return given.equals(passcode);
  }

  @Override
  public Duration delay() {
    inFlight.incrementAndGet();
    return delay;
  }

  @Override
  public Fault fault(JsonNode records) {
    if (inFlight.getAndDecrement() > serves) {
      return Fault.TOO_MANY_REQUESTS;
    }
    synchronized (this) {
      return random.nextDouble() < lostShare ? Fault.RESET_AFTER_STORING : Fault.NONE;
    }
  }

  @Override
  public Optional<RecordErrorCode> refusal(JsonNode record) {
    return rejects.test(record) ? Optional.of(RecordErrorCode.EVENT_DISCARDED) : Optional.empty();
  }

  @Override
  public synchronized void store(List<JsonNode> records) {
    for (JsonNode record : records) {
      last = record;
      int number = number(record);
      String user = record.path("identity").asText();
      boolean first = stored.merge(number, 1, Integer::sum) == 1;
      if (first && number < lastOfUser.getOrDefault(user, -1)) {
        outOfOrder++;
      }
      lastOfUser.merge(user, number, Math::max);
    }
  }

  static int number(JsonNode record) {
    JsonNode properties =
        record.has("evtData") ? record.path("evtData") : record.path("profileData");
    return properties.path(NUMBER).asInt(-1);
  }
}
