package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UserProfile;
import io.clevertap.test.Fault;
import io.clevertap.test.Upload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/** Stores what is uploaded as CleverTap does, and goes wrong where it was told to. */
public final class Script implements Behaviour {

  private record Rule(Predicate<JsonNode> refused, RecordErrorCode code) {}

  private record Received(JsonNode records, boolean dryRun) {}

  private final String accountId;
  private final String passcode;
  private final Users users = new Users();
  private final List<Received> uploads = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Queue<Fault> nextFaults = new ArrayDeque<>();
  private Fault fault = Fault.NONE;
  private Duration delay = Duration.ZERO;

  /** Makes the script of an account that is empty. */
  public Script(String accountId, String passcode) {
    this.accountId = accountId;
    this.passcode = passcode;
  }

  /** Forgets everything. */
  public synchronized void reset() {
    users.clear();
    uploads.clear();
    rules.clear();
    nextFaults.clear();
    fault = Fault.NONE;
    delay = Duration.ZERO;
  }

  /** Ends the next calls so, one by each fault. */
  public synchronized void failNext(Fault... faults) {
    nextFaults.addAll(Arrays.asList(faults));
  }

  /** Ends all calls so for which there is no next fault. */
  public synchronized void failAll(Fault fault) {
    this.fault = fault;
  }

  /** Sets how long each call takes. */
  public synchronized void delay(Duration delay) {
    this.delay = delay;
  }

  /** Refuses the records that have this identifier of any kind. */
  public synchronized void reject(String identifier, RecordErrorCode code) {
    rules.add(
        new Rule(record -> Identifier.of(record).orElseThrow().value().equals(identifier), code));
  }

  /** Refuses records. */
  public synchronized void reject(Predicate<UploadRecord> refused, RecordErrorCode code) {
    rules.add(new Rule(record -> refused.test(Json.as(UploadRecord.class, record)), code));
  }

  /** Returns all uploads that came. */
  public synchronized List<Upload> uploads() {
    return uploads.stream()
        .map(upload -> new Upload(records(upload.records()), upload.dryRun()))
        .toList();
  }

  /** Returns the profile of the user who has this identifier of any kind; empty for nobody. */
  public synchronized Optional<UserProfile> profile(String identifier) {
    return user(identifier).map(User::profile);
  }

  /** Returns the events of the user who has this identifier of any kind, in order. */
  public synchronized List<EventRecord> events(String identifier) {
    return user(identifier).map(User::events).orElse(List.of());
  }

  /** Returns the push tokens of the user who has this identifier of any kind, in order. */
  public synchronized List<TokenData> tokens(String identifier) {
    return user(identifier).map(User::tokens).orElse(List.of());
  }

  @Override
  public boolean admits(String accountId, String passcode) {
    return accountId.equals(this.accountId) && passcode.equals(this.passcode);
  }

  @Override
  public synchronized Duration delay() {
    return delay;
  }

  @Override
  public synchronized void receive(JsonNode records, boolean dryRun) {
    uploads.add(new Received(records, dryRun));
  }

  @Override
  public Fault fault(JsonNode records) {
    return fault();
  }

  @Override
  public synchronized Fault fault() {
    Fault next = nextFaults.poll();
    return next == null ? fault : next;
  }

  @Override
  public synchronized Optional<RecordErrorCode> refusal(JsonNode record) {
    return rules.stream().filter(rule -> rule.refused().test(record)).map(Rule::code).findFirst();
  }

  @Override
  public synchronized void store(List<JsonNode> records) {
    records.forEach(users::store);
  }

  @Override
  public synchronized Optional<UserProfile> profile(Identifier identifier) {
    return users.find(identifier).map(User::profile);
  }

  private Optional<User> user(String identifier) {
    return Arrays.stream(Identifier.Kind.values())
        .flatMap(kind -> users.find(new Identifier(kind, identifier)).stream())
        .findFirst();
  }

  private static List<UploadRecord> records(JsonNode records) {
    List<UploadRecord> read = new ArrayList<>();
    records.forEach(record -> read.add(Json.as(UploadRecord.class, record)));
    return read;
  }
}
