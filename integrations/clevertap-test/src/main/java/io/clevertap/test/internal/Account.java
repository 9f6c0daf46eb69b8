package io.clevertap.test.internal;

import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.VariableDefinition;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an account contains beside its users: campaigns, sent messages, lists and variables. */
public final class Account {

  private static final long FIRST_ID = 1_700_000_000L; // CleverTap's ids have ten digits too

  /**
   * A campaign.
   *
   * @param created when it was created, in UTC
   * @param reach how many users it reached
   */
  record Campaign(
      long id, CampaignRequest request, LocalDateTime created, boolean stopped, int reach) {}

  /**
   * A list of users.
   *
   * @param users their identities or CleverTap ids, in the order of the file
   */
  record UserList(long id, List<String> users) {}

  private final List<Object> messages = new ArrayList<>();
  private final Map<Long, Campaign> campaigns = new LinkedHashMap<>();
  private final Map<String, UserList> lists = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, VariableDefinition> variables = new LinkedHashMap<>();
  private long lastId = FIRST_ID;

  synchronized void clear() {
    messages.clear();
    campaigns.clear();
    lists.clear();
    files.clear();
    variables.clear();
  }

  synchronized void send(Object request) {
    messages.add(request);
  }

  synchronized List<Object> messages() {
    return List.copyOf(messages);
  }

  synchronized long create(CampaignRequest request, int reach) {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    campaigns.put(++lastId, new Campaign(lastId, request, now, false, reach));
    messages.add(request);
    return lastId;
  }

  synchronized List<Campaign> campaigns() {
    return List.copyOf(campaigns.values());
  }

  synchronized Optional<Campaign> campaign(long id) {
    return Optional.ofNullable(campaigns.get(id));
  }

  synchronized void stop(Campaign campaign) {
    Campaign stopped =
        new Campaign(campaign.id(), campaign.request(), campaign.created(), true, campaign.reach());
    campaigns.put(campaign.id(), stopped);
  }

  /** Keeps a file under the path to which it was sent. */
  synchronized void receive(String path, byte[] file) {
    files.put(path, file);
  }

  synchronized Optional<byte[]> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  synchronized Optional<UserList> list(String name) {
    return Optional.ofNullable(lists.get(name));
  }

  synchronized List<UserList> lists() {
    return List.copyOf(lists.values());
  }

  synchronized long putList(String name, List<String> users) {
    lists.put(name, new UserList(++lastId, users));
    return lastId;
  }

  synchronized Map<String, VariableDefinition> variables() {
    return new LinkedHashMap<>(variables);
  }

  synchronized void define(Map<String, VariableDefinition> definitions) {
    variables.putAll(definitions);
  }

  /** Deletes a variable, and returns whether there was one of this name. */
  synchronized boolean undefine(String name) {
    return variables.remove(name) != null;
  }
}
