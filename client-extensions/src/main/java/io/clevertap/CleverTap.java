package io.clevertap;

import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.model.ProfileResponse;
import io.clevertap.client.model.UserProfile;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.exception.NotFoundException;
import io.clevertap.internal.ClientOptions;
import io.clevertap.internal.Connection;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of CleverTap's server API. Thread-safe; create one per account and share it, since each
 * client limits its own requests in flight only. {@link #close} it at the end.
 */
public final class CleverTap implements AutoCloseable {

  private static final UserProfile EMPTY_PROFILE = new UserProfile();

  private final CleverTapBuilder builder;
  private final Connection connection;
  private final Profiles profiles;
  private final Events events;
  private final Reports reports;
  private final Campaigns campaigns;
  private final Lists lists;

  CleverTap(CleverTapBuilder builder, Connection connection) {
    this.builder = builder;
    this.connection = connection;
    this.profiles = new Profiles(connection);
    this.events = new Events(connection);
    this.reports = new Reports(connection);
    this.campaigns = new Campaigns(connection);
    this.lists = new Lists(connection);
  }

  /** Returns a builder with a default for every setting except the credentials. */
  public static CleverTapBuilder builder() {
    return new CleverTapBuilder();
  }

  /** Returns a builder with the settings of this client. */
  public CleverTapBuilder toBuilder() {
    return builder.copy();
  }

  /**
   * Uploads records in one call: up to 1000, or up to 100 when device tokens are among them.
   *
   * @return one outcome for each record, in order, also for records that CleverTap rejected
   * @throws InvalidRecordException when a record breaks a limit of CleverTap; nothing was sent
   * @throws IllegalArgumentException when there are too many records; nothing was sent
   * @throws CleverTapException when the call failed as a whole; {@link
   *     CleverTapException#outcomeUnknown()} returns whether the records may have been applied
   */
  public UploadResult upload(Uploadable... records) {
    return upload(Arrays.asList(records));
  }

  /**
   * Uploads records in one call, as {@link #upload(Uploadable...)} does. An empty collection sends
   * nothing.
   *
   * @return one outcome for each record, in the collection's order
   */
  public UploadResult upload(Collection<? extends Uploadable> records) {
    return prepare(records, false).get();
  }

  /**
   * Asks CleverTap whether it would accept the records, and stores nothing: a dry run. CleverTap
   * does not document whether a dry run finds every error that an upload would.
   *
   * @return one outcome for each record, in order, as an upload would have returned it
   * @throws InvalidRecordException when a record breaks a limit of CleverTap; nothing was sent
   * @throws CleverTapException when the call failed as a whole
   */
  public UploadResult validate(Uploadable... records) {
    return validate(Arrays.asList(records));
  }

  /** Validates records in one call, as {@link #validate(Uploadable...)} does. */
  public UploadResult validate(Collection<? extends Uploadable> records) {
    return prepare(records, true).get();
  }

  /**
   * Reads the profile of the user with this email address.
   *
   * @return the profile; empty when there is none
   * @throws CleverTapException when the call failed
   */
  public Optional<UserProfile> profileByEmail(String email) {
    return profile(required("email", email), null, null);
  }

  /**
   * Reads the profile of the user with this identity, the id in the account's own systems.
   *
   * @return the profile; empty when there is none
   * @throws CleverTapException when the call failed
   */
  public Optional<UserProfile> profileByIdentity(String identity) {
    return profile(null, required("identity", identity), null);
  }

  /**
   * Reads the profile of the user of the device with this CleverTap id.
   *
   * @return the profile; empty when there is none
   * @throws CleverTapException when the call failed
   */
  public Optional<UserProfile> profileByObjectId(String objectId) {
    return profile(null, null, required("objectId", objectId));
  }

  /**
   * Returns the configuration of an upload of any number of records: in batches, many in parallel,
   * with one outcome for each record.
   */
  public BulkUpload bulk() {
    return new BulkUpload(connection);
  }

  /** Returns exports, counts and changes of profiles. */
  public Profiles profiles() {
    return profiles;
  }

  /** Returns exports and counts of events. */
  public Events events() {
    return events;
  }

  /** Returns reports. */
  public Reports reports() {
    return reports;
  }

  /** Returns campaigns and messages. */
  public Campaigns campaigns() {
    return campaigns;
  }

  /** Returns the upload of custom lists. */
  public Lists lists() {
    return lists;
  }

  /**
   * Returns a view of this client whose calls return futures. Only this client can be closed.
   *
   * @param executor runs the calls, which block; the caller shuts it down
   */
  public AsyncCleverTap async(Executor executor) {
    return new AsyncCleverTap(this, Objects.requireNonNull(executor, "executor"));
  }

  /**
   * Returns the client of a generated interface, such as {@code ProfilesApi.class}, for operations
   * without a method in this class. Credentials, limits, retries and exceptions are the same.
   *
   * @param api one of the interfaces in {@code io.clevertap.client.api}
   * @throws IllegalArgumentException when it is not one of them
   * @throws IllegalStateException when this client is closed
   */
  public <T> T api(Class<T> api) {
    return connection.api(api);
  }

  /**
   * Closes this client, and waits for the calls in flight, which end normally. If interrupted, it
   * stops waiting; the calls go on. Later calls throw {@link IllegalStateException} ({@link
   * io.clevertap.exception.NotSentException} through a retained {@link #api}), and unfinished bulk
   * uploads are stopped. Idempotent.
   */
  @Override
  public void close() {
    connection.close();
  }

  /** Returns the region and the account, without the passcode. */
  @Override
  public String toString() {
    ClientOptions options = connection.options();
    return "CleverTap[%s, %s]".formatted(options.endpoint().description(), options.credentials());
  }

  /** Reads and checks the records, and returns the call that sends them. */
  Supplier<UploadResult> prepare(Collection<? extends Uploadable> records, boolean dryRun) {
    Supplier<List<RecordOutcome>> call = connection.singleUpload().prepare(records, dryRun);
    return () -> new UploadResult(call.get());
  }

  private Optional<UserProfile> profile(
      @Nullable String email, @Nullable String identity, @Nullable String objectId) {
    ProfileResponse response;
    try {
      response = api(ProfilesApi.class).getProfile(email, identity, objectId);
    } catch (NotFoundException e) {
      return Optional.empty();
    }
    return Optional.ofNullable(response.getRecord()).filter(found -> !found.equals(EMPTY_PROFILE));
  }

  private static String required(String name, String value) {
    Objects.requireNonNull(value, name);
    if (value.isBlank()) {
      throw new IllegalArgumentException("The " + name + " is blank");
    }
    return value;
  }
}
