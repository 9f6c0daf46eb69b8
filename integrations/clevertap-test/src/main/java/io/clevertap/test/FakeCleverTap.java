package io.clevertap.test;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.client.model.EventRecord;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.client.model.TokenData;
import io.clevertap.client.model.UploadRecord;
import io.clevertap.client.model.UserProfile;
import io.clevertap.test.internal.Script;
import io.clevertap.test.internal.StandIn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A stand-in for CleverTap on a loopback socket, with one account that is empty. It stores
 * profiles, events and device tokens, answers reads, refuses what CleverTap refuses, keeps its
 * limits, and goes wrong where it is told to.
 *
 * <p>Wherever a method takes a user, that is an identity, a CleverTap id, a Facebook id, a Google
 * Plus id or an email address, looked for in this order. Thread-safe.
 *
 * @see CleverTapServer
 */
public final class FakeCleverTap implements AutoCloseable {

  private static final String ACCOUNT_ID = "TEST-ACCOUNT";
  private static final String PASSCODE = "PASSCODE";

  private final Script script = new Script(ACCOUNT_ID, PASSCODE);
  private final StandIn server = StandIn.start(script);

  private FakeCleverTap() {}

  /**
   * Starts a server on a port that is free.
   *
   * @throws java.io.UncheckedIOException when there is none
   */
  public static FakeCleverTap start() {
    return new FakeCleverTap();
  }

  /** Returns the address to give to a client: http, a loopback host and a port. */
  public String baseUrl() {
    return server.baseUrl();
  }

  /** Returns the id of the account. */
  public String accountId() {
    return ACCOUNT_ID;
  }

  /** Returns the passcode of the account; any other is refused. */
  public String passcode() {
    return PASSCODE;
  }

  /** Returns a builder of a client of this server, with good credentials. */
  public CleverTapBuilder clientBuilder() {
    return CleverTap.builder().baseUrl(baseUrl()).credentials(ACCOUNT_ID, PASSCODE);
  }

  /** Returns a user's profile, as a client would read it; empty when there is none. */
  public Optional<UserProfile> profile(String user) {
    return script.profile(user);
  }

  /** Returns a user's events that were stored, in order. */
  public List<EventRecord> events(String user) {
    return script.events(user);
  }

  /** Returns the push tokens that were stored for a user's device, in order. */
  public List<TokenData> tokens(String user) {
    return script.tokens(user);
  }

  /**
   * Returns the uploads that came with good credentials, in order, whatever became of them: an
   * upload that a client repeats is there twice.
   *
   * @throws IllegalStateException when one of them holds what is no record of the API, which the
   *     SDK does not send
   */
  public List<Upload> uploads() {
    return script.uploads();
  }

  /**
   * Refuses the records of a user from now on, with this code.
   *
   * @param user as the records name the user
   */
  public void reject(String user, RecordErrorCode code) {
    script.reject(user, code);
  }

  /**
   * Refuses records from now on, with this code.
   *
   * @param which tells the records: a {@code ProfileRecord}, an {@code EventRecord} or a {@code
   *     TokenRecord}
   */
  public void reject(Predicate<UploadRecord> which, RecordErrorCode code) {
    script.reject(which, code);
  }

  /**
   * Ends the next calls so, the first by the first fault, and so on; uploads and reads alike. A
   * client that repeats a call makes another one.
   *
   * @param faults {@link Fault#NONE} among them lets a call go well
   */
  public void failNext(Fault... faults) {
    script.failNext(faults);
  }

  /** Ends all calls so from now on, until {@link Fault#NONE} is told. */
  public void failAll(Fault fault) {
    script.failAll(fault);
  }

  /** Makes each call take at least this long from now on. */
  public void delay(Duration delay) {
    script.delay(delay);
  }

  /** Forgets all that was stored, and all that this server was told. */
  public void reset() {
    script.reset();
  }

  /** Ends the server, and every call that is in flight. May be called twice. */
  @Override
  public void close() {
    server.close();
  }
}
