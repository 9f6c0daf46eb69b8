package io.clevertap;

import io.clevertap.client.api.Operation;
import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.model.CqlQuery;
import io.clevertap.client.model.DeleteProfilesRequest;
import io.clevertap.client.model.DemergeProfilesRequest;
import io.clevertap.client.model.DisassociateRequest;
import io.clevertap.client.model.Disassociation;
import io.clevertap.client.model.DisassociationType;
import io.clevertap.client.model.ProfilePage;
import io.clevertap.client.model.SubscribeRequest;
import io.clevertap.client.model.SubscriptionChange;
import io.clevertap.client.model.UserProfile;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.ExportInterruptedException;
import io.clevertap.internal.Connection;
import io.clevertap.internal.api.Changes;
import io.clevertap.internal.api.Paging;
import io.clevertap.internal.api.Paging.Pages;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who the users are: exports and counts of profiles, and changes that an upload cannot make.
 * Returned by {@link CleverTap#profiles}.
 *
 * <p>A change of more users than one request may have takes several, one after the other. It
 * returns an outcome for each user, and throws {@link CleverTapException} when the first request
 * failed. A change that failed may be repeated.
 */
public final class Profiles {

  private static final int DELETIONS = DeleteProfilesRequest.IDENTITY_MAX_ITEMS;
  private static final int DEMERGERS = DemergeProfilesRequest.IDENTITIES_MAX_ITEMS;
  private static final int SUBSCRIPTIONS = SubscribeRequest.RECORDS_MAX_ITEMS;
  private static final int DISASSOCIATIONS = DisassociateRequest.RECORDS_MAX_ITEMS;

  private final Connection connection;

  Profiles(Connection connection) {
    this.connection = connection;
  }

  /** Exports profiles with the default options; see {@link #query(Query, ExportOptions)}. */
  public Stream<UserProfile> query(Query query) {
    return query(query, ExportOptions.defaults());
  }

  /**
   * Exports the profiles of the users who match a query. The first record requests the first page;
   * one page is in memory at a time, and the stream waits for pages that are not ready. It needs no
   * closing.
   *
   * @return the profiles in CleverTap's order. Reading them throws {@link
   *     ExportInterruptedException} when a page cannot be read, and another {@link
   *     CleverTapException} when the export cannot be opened
   * @throws IllegalArgumentException when the query cannot be exported
   */
  public Stream<UserProfile> query(Query query, ExportOptions options) {
    ProfilesApi api = connection.api(ProfilesApi.class);
    CqlQuery request = query.intoExport(CqlQuery.class);
    return stream(
        () ->
            api.openProfileExport(
                    request,
                    options.profilesPerPage(),
                    options.appFields(),
                    options.eventSummary(),
                    options.profileProperties())
                .getCursor());
  }

  /**
   * Resumes an export that was interrupted. CleverTap has been seen to keep a cursor of profiles
   * for four days.
   *
   * @param cursor the cursor of the first page that was not read, see {@link
   *     ExportInterruptedException#nextCursor}
   */
  public Stream<UserProfile> resume(String cursor) {
    return stream(() -> cursor);
  }

  /**
   * Counts the users who match a query, and waits until CleverTap has counted them.
   *
   * @throws CleverTapException when the count failed, or took longer than the call timeout
   */
  public long count(Query query) {
    ProfilesApi api = connection.api(ProfilesApi.class);
    CqlQuery request = query.into(CqlQuery.class);
    return connection.polling().count(() -> api.countProfiles(request), api::getProfileCount);
  }

  /** Deletes users; see {@link #delete(Collection)}. */
  public ChangeResult<UserId> delete(UserId... users) {
    return delete(Arrays.asList(users));
  }

  /**
   * <b>Cannot be undone.</b> Deletes users. CleverTap queues the deletion, which happens within 48
   * hours, and does not say which users exist.
   *
   * @param users identities and CleverTap ids
   * @return an outcome for each user; accepted means queued
   * @throws IllegalArgumentException when a user is identified by something else; nothing was sent
   */
  public ChangeResult<UserId> delete(Collection<UserId> users) {
    ProfilesApi api = connection.api(ProfilesApi.class);
    return changes()
        .send(
            Operation.DELETE_PROFILES,
            List.copyOf(users),
            DELETIONS,
            Profiles::deletion,
            request -> {
              api.deleteProfiles(request);
              return null;
            });
  }

  /** Splits users; see {@link #demerge(Collection)}. */
  public ChangeResult<String> demerge(String... identities) {
    return demerge(Arrays.asList(identities));
  }

  /**
   * <b>Cannot be undone.</b> Splits users into one for each device, without an identity until the
   * user logs in again; events may be lost. CleverTap queues the request, which may take days.
   *
   * @return an outcome for each user; accepted means queued
   */
  public ChangeResult<String> demerge(Collection<String> identities) {
    ProfilesApi api = connection.api(ProfilesApi.class);
    return changes()
        .send(
            Operation.DEMERGE_PROFILES,
            List.copyOf(identities),
            DEMERGERS,
            part -> new DemergeProfilesRequest().identities(part),
            request -> {
              api.demergeProfiles(request);
              return null;
            });
  }

  /** Unsubscribes or resubscribes addresses; see {@link #subscribe(Collection)}. */
  public ChangeResult<SubscriptionChange> subscribe(SubscriptionChange... changes) {
    return subscribe(Arrays.asList(changes));
  }

  /**
   * Unsubscribes or resubscribes phone numbers and email addresses, for all users who share them.
   *
   * @return an outcome for each change
   */
  public ChangeResult<SubscriptionChange> subscribe(Collection<SubscriptionChange> changes) {
    ProfilesApi api = connection.api(ProfilesApi.class);
    return changes()
        .send(
            Operation.SUBSCRIBE,
            List.copyOf(changes),
            SUBSCRIPTIONS,
            part -> new SubscribeRequest().records(part),
            api::subscribe);
  }

  /** Takes phone numbers away from their users; see {@link #disassociatePhone(Collection)}. */
  public ChangeResult<Disassociation> disassociatePhone(String... numbers) {
    return disassociatePhone(Arrays.asList(numbers));
  }

  /**
   * <b>Cannot be undone.</b> Takes phone numbers away from the users whom they identify, for
   * numbers that belong to someone else now.
   *
   * @param numbers with a plus sign and the country code
   * @return an outcome for each number
   */
  public ChangeResult<Disassociation> disassociatePhone(Collection<String> numbers) {
    ProfilesApi api = connection.api(ProfilesApi.class);
    return changes()
        .send(
            Operation.DISASSOCIATE,
            numbers.stream().map(Profiles::disassociation).toList(),
            DISASSOCIATIONS,
            part -> new DisassociateRequest().records(part),
            api::disassociate);
  }

  private Stream<UserProfile> stream(Supplier<@Nullable String> open) {
    Pages<ProfilePage, UserProfile> pages =
        new Pages<>(
            connection.api(ProfilesApi.class)::getProfilePage,
            ProfilePage::getNextCursor,
            ProfilePage::getRecords);
    return Paging.stream(open, pages, connection.polling());
  }

  private Changes changes() {
    return new Changes(connection.options().recordChecks());
  }

  private static DeleteProfilesRequest deletion(List<UserId> users) {
    DeleteProfilesRequest request = new DeleteProfilesRequest();
    for (UserId user : users) {
      switch (user.kind()) {
        case IDENTITY -> request.addIdentityItem(user.value());
        case OBJECT_ID -> request.addObjectIdsItem(user.value());
        default ->
            throw new IllegalArgumentException(
                user + ": CleverTap deletes users by identity or CleverTap id");
      }
    }
    return request;
  }

  private static Disassociation disassociation(String number) {
    return new Disassociation().type(DisassociationType.PHONE).value(number);
  }
}
