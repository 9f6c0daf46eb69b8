package io.clevertap;

import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.model.ProfileResponse;
import io.clevertap.client.model.UserProfile;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.InvalidRecordException;
import io.clevertap.exception.NotFoundException;
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
 * A client of CleverTap's server API. Thread-safe; make one for an account and share it, since the
 * limit on requests in flight is kept by each client on its own. {@link #close} it at the end.
 */
public final class CleverTap implements AutoCloseable {

  private static final UserProfile EMPTY_PROFILE = new UserProfile();

  private final CleverTapBuilder builder;
  private final Connection connection;

  CleverTap(CleverTapBuilder builder, Connection connection) {
    this.builder = builder;
    this.connection = connection;
  }

  /** Returns a builder with defaults for everything but the credentials. */
  public static CleverTapBuilder builder() {
    return new CleverTapBuilder();
  }

  /** Returns a builder that holds what this client was built with. */
  public CleverTapBuilder toBuilder() {
    return builder.copy();
  }

  /**
   * Uploads records in one call: up to 1000, or up to 100 when device tokens are among them.
   *
   * @return one outcome for each record, in order; records that CleverTap refuses are in it, and
   *     not thrown
   * @throws InvalidRecordException when a record breaks a limit of CleverTap; nothing was sent
   * @throws IllegalArgumentException when there are too many records; nothing was sent
   * @throws CleverTapException when the call failed as a whole; {@link
   *     CleverTapException#outcomeUnknown()} tells whether the records may have been applied all
   *     the same
   */
  public UploadResult upload(Uploadable... records) {
    return upload(Arrays.asList(records));
  }

  /**
   * Uploads records in one call, as {@link #upload(Uploadable...)} does. An empty collection is not
   * sent.
   *
   * @return one outcome for each record, in the collection's order
   */
  public UploadResult upload(Collection<? extends Uploadable> records) {
    return prepare(records, false).get();
  }

  /**
   * Asks CleverTap whether it would take the records, and stores nothing: a dry run. Whether it
   * finds every error that an upload would is not documented.
   *
   * @return one outcome for each record, as an upload would have had it
   * @throws InvalidRecordException when a record breaks a limit of CleverTap; nothing was sent
   * @throws CleverTapException when the call failed as a whole
   */
  public UploadResult validate(Uploadable... records) {
    return validate(Arrays.asList(records));
  }

  /** Asks CleverTap whether it would take the records, as {@link #validate(Uploadable...)} does. */
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
   * Reads the profile of the user whom the account's own systems know by this id.
   *
   * @return the profile; empty when there is none
   * @throws CleverTapException when the call failed
   */
  public Optional<UserProfile> profileByIdentity(String identity) {
    return profile(null, required("identity", identity), null);
  }

  /**
   * Reads the profile of the user of the device that has this CleverTap id.
   *
   * @return the profile; empty when there is none
   * @throws CleverTapException when the call failed
   */
  public Optional<UserProfile> profileByObjectId(String objectId) {
    return profile(null, null, required("objectId", objectId));
  }

  /**
   * Sets up an upload of any number of records: in batches, many at a time, with one outcome for
   * each record.
   */
  public BulkUpload bulk() {
    return new BulkUpload(connection);
  }

  /**
   * Returns this client's calls with futures for answers. Closing stays this client's.
   *
   * @param executor runs the calls, which block; stays the caller's
   */
  public AsyncCleverTap async(Executor executor) {
    return new AsyncCleverTap(this, Objects.requireNonNull(executor, "executor"));
  }

  /**
   * Returns the client of a generated interface, such as {@code ProfilesApi.class}, for operations
   * that this class has no method for. Credentials, limits, retries and exceptions are the same.
   *
   * @param api one of the interfaces in {@code io.clevertap.client.api}
   * @throws IllegalArgumentException when it is not one of them
   * @throws IllegalStateException when this client is closed
   */
  public <T> T api(Class<T> api) {
    return connection.api(api);
  }

  /**
   * Closes this client, and waits for the calls in flight, which end as they would have; an
   * interrupt ends the waiting, and not the calls. Calls that are made later throw {@link
   * IllegalStateException}, those of an {@link #api} that was kept {@link
   * io.clevertap.exception.TransportException}, and bulk uploads stop where records are left. May
   * be called twice.
   */
  @Override
  public void close() {
    connection.close();
  }

  /** Names the region and the account, and not the passcode. */
  @Override
  public String toString() {
    return "CleverTap["
        + connection.options().endpoint().description()
        + ", "
        + connection.options().credentials()
        + "]";
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
