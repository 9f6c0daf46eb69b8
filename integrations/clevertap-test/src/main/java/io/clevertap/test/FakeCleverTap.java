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
 * A stand-in for CleverTap on a loopback socket, with one empty account. It stores profiles, events
 * and device tokens, responds to reads, rejects the records that CleverTap rejects, enforces
 * CleverTap's limits, and fails on demand.
 *
 * <p>A {@code user} is an identity, a CleverTap id, a Facebook id, a Google Plus id or an email
 * address; lookups try them in this order. Thread-safe.
 *
 * @see CleverTapServer
 */
public final class FakeCleverTap implements AutoCloseable {

  private static final String ACCOUNT_ID = "TEST-ACCOUNT";
  private static final String PASSCODE = "PASSCODE";

  private final Script script = new Script(ACCOUNT_ID, PASSCODE);
  private final StandIn server;

  private FakeCleverTap(int port) {
    this.server = StandIn.start(script, port);
  }

  /**
   * Starts a server on a free port.
   *
   * @throws java.io.UncheckedIOException if there is none
   */
  public static FakeCleverTap start() {
    return start(0);
  }

  /**
   * Starts a server on this port of the loopback address; 0 is any free port.
   *
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public static FakeCleverTap start(int port) {
    return new FakeCleverTap(port);
  }

  /** Returns the base URL for a client: http, a loopback host and a port. */
  public String baseUrl() {
    return server.baseUrl();
  }

  /** Returns the id of the account. */
  public String accountId() {
    return ACCOUNT_ID;
  }

  /** Returns the only passcode that the server accepts. */
  public String passcode() {
    return PASSCODE;
  }

  /** Returns a builder for a client of this server, with valid credentials. */
  public CleverTapBuilder clientBuilder() {
    return CleverTap.builder().baseUrl(baseUrl()).credentials(ACCOUNT_ID, PASSCODE);
  }

  /** Returns a user's profile, as a client would read it; empty if there is none. */
  public Optional<UserProfile> profile(String user) {
    return script.profile(user);
  }

  /** Returns the stored events of a user, in order. */
  public List<EventRecord> events(String user) {
    return script.events(user);
  }

  /** Returns the push tokens stored for a user's device, in order. */
  public List<TokenData> tokens(String user) {
    return script.tokens(user);
  }

  /**
   * Returns the uploads received with valid credentials, in order, whether or not they succeeded. A
   * retried upload appears once for each attempt.
   *
   * @throws IllegalStateException if an upload contains an element that is not a record of the API;
   *     the SDK sends none
   */
  public List<Upload> uploads() {
    return script.uploads();
  }

  /**
   * Returns the requests that sent messages, in order: a {@code CampaignRequest}, a {@code
   * PushMessage} or one of its siblings, a {@code TriggerCampaignRequest} or a {@code
   * BusinessEventRequest} each. Estimates, and requests that failed before they were applied, are
   * not among them; a message that was sent twice appears twice.
   */
  public List<Object> messages() {
    return script.messages();
  }

  /**
   * Returns the users of a custom list, as its file identifies them; empty if there is no list of
   * this name.
   */
  public Optional<List<String>> list(String name) {
    return script.list(name);
  }

  /**
   * Rejects the records of a user from now on, with this code.
   *
   * @param user the identifier in the records
   */
  public void reject(String user, RecordErrorCode code) {
    script.reject(user, code);
  }

  /**
   * Rejects the matching records from now on, with this code.
   *
   * @param filter selects the records: each is a {@code ProfileRecord}, an {@code EventRecord} or a
   *     {@code TokenRecord}
   */
  public void reject(Predicate<UploadRecord> filter, RecordErrorCode code) {
    script.reject(filter, code);
  }

  /**
   * Fails the next calls, uploads and reads alike: the first call with the first fault, and so on.
   * Each retry is a call.
   *
   * @param faults {@link Fault#NONE} lets a call succeed
   */
  public void failNext(Fault... faults) {
    script.failNext(faults);
  }

  /** Fails all calls from now on; {@link Fault#NONE} ends this. */
  public void failAll(Fault fault) {
    script.failAll(fault);
  }

  /** Makes each call take at least this long from now on. */
  public void delay(Duration delay) {
    script.delay(delay);
  }

  /**
   * Makes the next pages of exports, and the next counts and reports that CleverTap may take its
   * time for, not ready: this many, each attempt counted. A report of a campaign that is not ready
   * has each of the forms that were observed in turn.
   */
  public void notReady(int times) {
    script.notReady(times);
  }

  /**
   * Expires the cursors of all exports, and all addresses for the files of custom lists, until
   * {@link #reset()}.
   */
  public void expireCursors() {
    script.expireCursors();
  }

  /** Clears everything stored, and all settings of this server. */
  public void reset() {
    script.reset();
  }

  /** Stops the server, and breaks every call in flight. Idempotent. */
  @Override
  public void close() {
    server.close();
  }
}
