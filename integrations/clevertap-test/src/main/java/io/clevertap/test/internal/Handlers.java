package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.client.api.Operation;
import java.util.EnumMap;
import java.util.Map;

/** Maps each operation that the stand-in serves to its handler. */
final class Handlers {

  /** Responds to the calls of one operation. */
  interface Handler {

    /**
     * Responds to a call.
     *
     * @throws IllegalArgumentException if the call is invalid
     * @throws JsonProcessingException if the body is not JSON
     */
    HttpReply reply(HttpCall call) throws JsonProcessingException;
  }

  private Handlers() {}

  static Map<Operation, Handler> of(Behaviour behaviour) {
    Map<Operation, Handler> handlers = new EnumMap<>(Operation.class);
    handlers.put(Operation.UPLOAD, new Uploads(behaviour)::reply);
    handlers.put(Operation.GET_PROFILE, new Profiles(behaviour)::reply);
    addQueries(handlers, behaviour);
    addReports(handlers, behaviour);
    return handlers;
  }

  private static void addQueries(Map<Operation, Handler> handlers, Behaviour behaviour) {
    Queries queries = new Queries(behaviour);
    Cursors profiles = new Cursors(behaviour);
    handlers.put(
        Operation.OPEN_PROFILE_EXPORT, call -> profiles.open(call, queries.profiles(call)));
    handlers.put(Operation.GET_PROFILE_PAGE, profiles::page);
    Cursors events = new Cursors(behaviour);
    handlers.put(Operation.OPEN_EVENT_EXPORT, call -> events.open(call, queries.events(call)));
    handlers.put(Operation.GET_EVENT_PAGE, events::page);
    Polls profileCounts = new Polls(behaviour);
    handlers.put(
        Operation.COUNT_PROFILES, call -> profileCounts.reply(queries.countProfiles(call)));
    handlers.put(Operation.GET_PROFILE_COUNT, profileCounts::again);
    Polls eventCounts = new Polls(behaviour);
    handlers.put(Operation.COUNT_EVENTS, call -> eventCounts.reply(queries.countEvents(call)));
    handlers.put(Operation.GET_EVENT_COUNT, eventCounts::again);
    ProfileChanges changes = new ProfileChanges(behaviour);
    handlers.put(Operation.DELETE_PROFILES, changes::delete);
    handlers.put(Operation.DEMERGE_PROFILES, changes::demerge);
    handlers.put(Operation.SUBSCRIBE, changes::subscribe);
    handlers.put(Operation.DISASSOCIATE, changes::disassociate);
  }

  private static void addReports(Map<Operation, Handler> handlers, Behaviour behaviour) {
    Reports reports = new Reports(behaviour);
    handlers.put(Operation.COUNT_ACTIVE_USERS, reports::activeUsers);
    handlers.put(Operation.REPORT_MESSAGES, reports::messages);
    Polls topValues = new Polls(behaviour);
    handlers.put(Operation.COUNT_TOP_VALUES, call -> topValues.reply(reports.topValues(call)));
    handlers.put(Operation.GET_TOP_VALUES, topValues::again);
    Polls trends = new Polls(behaviour);
    handlers.put(Operation.COUNT_TRENDS, call -> trends.reply(reports.trends(call)));
    handlers.put(Operation.GET_TRENDS, trends::again);
  }
}
