package io.clevertap;

import io.clevertap.client.api.EventsApi;
import io.clevertap.client.api.ProfilesApi;
import org.jspecify.annotations.Nullable;

/**
 * What an export reads, and how much of it at a time. Immutable; each method returns new options.
 */
public final class ExportOptions {

  private static final int STEP = ProfilesApi.OPEN_PROFILE_EXPORT_BATCH_SIZE_MULTIPLE_OF;
  private static final int PROFILES = 50 * STEP;
  private static final ExportOptions DEFAULTS = new ExportOptions(null, true, true, false);

  private final @Nullable Integer pageSize;
  private final boolean profileProperties;
  private final boolean eventSummary;
  private final boolean appFields;

  private ExportOptions(
      @Nullable Integer pageSize,
      boolean profileProperties,
      boolean eventSummary,
      boolean appFields) {
    this.pageSize = pageSize;
    this.profileProperties = profileProperties;
    this.eventSummary = eventSummary;
    this.appFields = appFields;
  }

  /** Returns the defaults: everything except the app fields. */
  public static ExportOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Sets the maximum number of records in a page, of which one is in memory at a time. Default: the
   * maximum for events, 1150 for profiles, which are larger.
   *
   * @param records from 23 to 5000; for profiles, it is rounded down to a multiple of 23, as
   *     CleverTap requires
   * @throws IllegalArgumentException when it is less than 23: CleverTap has been seen to return
   *     pages of any size then
   */
  public ExportOptions pageSize(int records) {
    if (records < STEP) {
      throw new IllegalArgumentException("The page size must be at least " + STEP);
    }
    return new ExportOptions(records, profileProperties, eventSummary, appFields);
  }

  /** Leaves out the users' custom properties. */
  public ExportOptions withoutProfileProperties() {
    return new ExportOptions(pageSize, false, eventSummary, appFields);
  }

  /** Leaves out the summary of each user's events, often the largest part of a record. */
  public ExportOptions withoutEventSummary() {
    return new ExportOptions(pageSize, profileProperties, false, appFields);
  }

  /** Adds the versions of the app and the operating system, and the device. */
  public ExportOptions withAppFields() {
    return new ExportOptions(pageSize, profileProperties, eventSummary, true);
  }

  int profilesPerPage() {
    return pageSize == null ? PROFILES : pageSize / STEP * STEP;
  }

  int eventsPerPage() {
    return pageSize == null ? EventsApi.OPEN_EVENT_EXPORT_BATCH_SIZE_MAXIMUM : pageSize;
  }

  boolean profileProperties() {
    return profileProperties;
  }

  boolean eventSummary() {
    return eventSummary;
  }

  boolean appFields() {
    return appFields;
  }
}
