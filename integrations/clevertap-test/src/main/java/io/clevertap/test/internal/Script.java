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

/** Stores uploads as CleverTap does, and fails as the test requires. */
public final class Script implements Behaviour {

  private record Rule(Predicate<JsonNode> filter, RecordErrorCode code) {}

  private record Received(JsonNode records, boolean dryRun) {}

  private final String accountId;
  private final String passcode;
  private final Users users = new Users();
  private final Account account = new Account();
  private final List<Received> uploads = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Queue<Fault> nextFaults = new ArrayDeque<>();
  private Fault fault = Fault.NONE;
  private int notReady;
  private boolean cursorsExpired;
  private Duration delay = Duration.ZERO;

  /** Creates the script of an empty account. */
  public Script(String accountId, String passcode) {
    this.accountId = accountId;
    this.passcode = passcode;
  }

  /** Clears everything stored, and all settings. */
  public synchronized void reset() {
    users.clear();
    account.clear();
    uploads.clear();
    rules.clear();
    nextFaults.clear();
    fault = Fault.NONE;
    delay = Duration.ZERO;
    notReady = 0;
    cursorsExpired = false;
  }

  /** Makes the next pages and results, this many, not ready. */
  public synchronized void notReady(int times) {
    notReady = times;
  }

  /** Expires the cursors of all exports, and the addresses for files of lists. */
  public synchronized void expireCursors() {
    cursorsExpired = true;
  }

  /** Fails the next calls, one with each fault. */
  public synchronized void failNext(Fault... faults) {
    nextFaults.addAll(Arrays.asList(faults));
  }

  /** Fails all calls for which no next fault is left. */
  public synchronized void failAll(Fault fault) {
    this.fault = fault;
  }

  /** Sets the minimum time of each call. */
  public synchronized void delay(Duration delay) {
    this.delay = delay;
  }

  /** Rejects the records that contain this identifier, whatever its kind. */
  public synchronized void reject(String identifier, RecordErrorCode code) {
    rules.add(
        new Rule(record -> Identifier.of(record).orElseThrow().value().equals(identifier), code));
  }

  /** Rejects the matching records. */
  public synchronized void reject(Predicate<UploadRecord> filter, RecordErrorCode code) {
    rules.add(new Rule(record -> filter.test(Json.as(UploadRecord.class, record)), code));
  }

  /** Returns all received uploads. */
  public synchronized List<Upload> uploads() {
    return uploads.stream()
        .map(upload -> new Upload(records(upload.records()), upload.dryRun()))
        .toList();
  }

  /** Returns the requests that sent messages, in order. */
  public List<Object> messages() {
    return account.messages();
  }

  /** Returns the users of the list with this name; empty if there is none. */
  public Optional<List<String>> list(String name) {
    return account.list(name).map(Account.UserList::users);
  }

  /** Returns the profile of the user with this identifier; empty if there is no such user. */
  public synchronized Optional<UserProfile> profile(String identifier) {
    return user(identifier).map(User::profile);
  }

  /** Returns the events of the user with this identifier, in order. */
  public synchronized List<EventRecord> events(String identifier) {
    return user(identifier).map(User::events).orElse(List.of());
  }

  /** Returns the push tokens of the user with this identifier, in order. */
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
    return rules.stream().filter(rule -> rule.filter().test(record)).map(Rule::code).findFirst();
  }

  @Override
  public synchronized void store(List<JsonNode> records) {
    records.forEach(users::store);
  }

  @Override
  public synchronized Optional<UserProfile> profile(Identifier identifier) {
    return users.find(identifier).map(User::profile);
  }

  @Override
  public synchronized List<Stored> users() {
    return users.all();
  }

  @Override
  public synchronized void delete(Identifier identifier) {
    users.delete(identifier);
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public synchronized boolean isNotReady() {
    return notReady > 0 && notReady-- > 0;
  }

  @Override
  public synchronized boolean areCursorsExpired() {
    return cursorsExpired;
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
