package io.clevertap;

import io.clevertap.client.api.EventsApi;
import io.clevertap.client.model.EventPage;
import io.clevertap.client.model.EventQuery;
import io.clevertap.client.model.ExportedEvent;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.ExportInterruptedException;
import io.clevertap.internal.Connection;
import io.clevertap.internal.api.Paging;
import io.clevertap.internal.api.Paging.Pages;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What users did: exports and counts of events. Returned by {@link CleverTap#events}. */
public final class Events {

  private final Connection connection;

  Events(Connection connection) {
    this.connection = connection;
  }

  /** Exports events with the default options; see {@link #query(Query, ExportOptions)}. */
  public Stream<EventOccurrence> query(Query query) {
    return query(query, ExportOptions.defaults());
  }

  /**
   * Exports the events that match a query, which must be for an event. The first record requests
   * the first page; one page is in memory at a time, and the stream waits for pages that are not
   * ready. It needs no closing.
   *
   * @return the events in CleverTap's order. Reading them throws {@link ExportInterruptedException}
   *     when a page cannot be read, and another {@link CleverTapException} when the export cannot
   *     be opened
   * @throws IllegalArgumentException when the query cannot be exported
   */
  public Stream<EventOccurrence> query(Query query, ExportOptions options) {
    EventsApi api = connection.api(EventsApi.class);
    String name = query.eventName();
    EventQuery request = query.intoExport(EventQuery.class);
    return stream(
        name,
        () ->
            api.openEventExport(
                    request,
                    options.eventsPerPage(),
                    options.appFields(),
                    options.eventSummary(),
                    options.profileProperties())
                .getCursor());
  }

  /**
   * Resumes an export that was interrupted. CleverTap has been seen to keep a cursor of events for
   * four hours, or for one without use.
   *
   * @param query the same query, which has the name of the event
   * @param cursor the cursor of the first page that was not read, see {@link
   *     ExportInterruptedException#nextCursor}
   */
  public Stream<EventOccurrence> resume(Query query, String cursor) {
    return stream(query.eventName(), () -> cursor);
  }

  /**
   * Counts the events that match a query, and waits until CleverTap has counted them.
   *
   * @throws CleverTapException when the count failed, or took longer than the call timeout
   * @throws IllegalArgumentException when the query is not for an event
   */
  public long count(Query query) {
    EventsApi api = connection.api(EventsApi.class);
    query.eventName();
    EventQuery request = query.into(EventQuery.class);
    return connection.polling().count(() -> api.countEvents(request), api::getEventCount);
  }

  private Stream<EventOccurrence> stream(String name, Supplier<@Nullable String> open) {
    EventsApi api = connection.api(EventsApi.class);
    Pages<EventPage, EventOccurrence> pages =
        new Pages<>(
            api::getEventPage, EventPage::getNextCursor, page -> named(name, page.getRecords()));
    return Paging.stream(open, pages, connection.polling());
  }

  private static @Nullable List<EventOccurrence> named(
      String name, @Nullable List<ExportedEvent> events) {
    return events == null
        ? null
        : events.stream().map(event -> EventOccurrence.of(name, event)).toList();
  }
}
