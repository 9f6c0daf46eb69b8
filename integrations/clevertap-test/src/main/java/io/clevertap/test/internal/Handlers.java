package io.clevertap.test.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.BusinessEventRequest;
import io.clevertap.client.model.EmailMessage;
import io.clevertap.client.model.PushMessage;
import io.clevertap.client.model.SmsMessage;
import io.clevertap.client.model.TriggerCampaignRequest;
import io.clevertap.client.model.WebPushMessage;
import io.clevertap.client.model.WhatsappMessage;
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
    addCampaigns(handlers, behaviour);
    addSettings(handlers, behaviour);
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

  private static void addCampaigns(Map<Operation, Handler> handlers, Behaviour behaviour) {
    Campaigns campaigns = new Campaigns(behaviour);
    handlers.put(Operation.CREATE_CAMPAIGN, campaigns::create);
    handlers.put(Operation.LIST_CAMPAIGNS, campaigns::list);
    handlers.put(Operation.STOP_CAMPAIGN, campaigns::stop);
    handlers.put(Operation.GET_CAMPAIGN_REPORT, campaigns::report);
    Messages messages = new Messages(behaviour);
    Map<Operation, Class<?>> requests =
        Map.of(
            Operation.SEND_PUSH, PushMessage.class,
            Operation.SEND_EMAIL, EmailMessage.class,
            Operation.SEND_SMS, SmsMessage.class,
            Operation.SEND_WEB_PUSH, WebPushMessage.class,
            Operation.SEND_WHATSAPP, WhatsappMessage.class,
            Operation.TRIGGER_CAMPAIGN, TriggerCampaignRequest.class,
            Operation.RAISE_BUSINESS_EVENT, BusinessEventRequest.class);
    requests.forEach((operation, model) -> handlers.put(operation, messages.of(operation, model)));
  }

  private static void addSettings(Map<Operation, Handler> handlers, Behaviour behaviour) {
    CustomLists lists = new CustomLists(behaviour);
    handlers.put(Operation.GET_LIST_UPLOAD_URL, lists::address);
    handlers.put(Operation.COMPLETE_LIST_UPLOAD, lists::complete);
    Settings settings = new Settings(behaviour);
    handlers.put(Operation.CREATE_VARIABLES, settings::createVariables);
    handlers.put(Operation.GET_VARIABLES, settings::variables);
    handlers.put(Operation.DELETE_VARIABLES, settings::deleteVariables);
    handlers.put(Operation.GET_SCHEMA, settings::schema);
    handlers.put(Operation.GET_SUBSCRIPTION_GROUPS, settings::subscriptionGroups);
  }
}
