package io.clevertap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.CleverTap;
import io.clevertap.client.model.ActiveUsersResponse;
import io.clevertap.client.model.MessageReport;
import io.clevertap.client.model.PropertyType;
import io.clevertap.client.model.TrendType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clevertap report}. */
@Command(name = "report", description = "Prints active users, trends, top values and messages.")
final class ReportCommand implements Runnable {

  private static final String JSON = "Print JSON on one line.";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing command; use: report now, trends, top or messages");
  }

  @Command(name = "now", description = "Prints how many users were active in the last minutes.")
  int now(@Option(names = "--json", description = JSON) boolean json, @Mixin Account account)
      throws JsonProcessingException {
    try (CleverTap client = account.connect()) {
      ActiveUsersResponse users = client.reports().realTime();
      print(json, users, List.of(Map.entry("users", users.getCount())));
      return ExitCode.OK;
    }
  }

  @Command(name = "trends", description = "Prints how often an event happened, by day or longer.")
  int trends(
      @Mixin QueryOptions query,
      @Option(
              names = "--by",
              paramLabel = "PERIOD",
              description = "${COMPLETION-CANDIDATES}. Default: daily.",
              defaultValue = "daily")
          TrendType period,
      @Option(names = "--json", description = JSON) boolean json,
      @Mixin Account account)
      throws JsonProcessingException {
    try (CleverTap client = account.connect()) {
      SortedMap<String, ?> trend = client.reports().trends(query.ofEvent(), period);
      print(json, trend, trend.entrySet());
      return ExitCode.OK;
    }
  }

  @Command(name = "top", description = "Prints the most frequent values of a property.")
  int top(
      @Mixin QueryOptions query,
      @Option(
              names = "--property",
              paramLabel = "NAME",
              required = true,
              description = "The property of the event.")
          String property,
      @Option(
              names = "--of-profile",
              description = "The property is one of the user, not of the event.")
          boolean ofProfile,
      @Option(
              names = "--values",
              paramLabel = "NUMBER",
              description = "How many values at most, up to 100. Default: 10.",
              defaultValue = "10")
          int values,
      @Option(names = "--json", description = JSON) boolean json,
      @Mixin Account account)
      throws JsonProcessingException {
    PropertyType type = ofProfile ? PropertyType.PROFILE_FIELDS : PropertyType.EVENT_PROPERTIES;
    try (CleverTap client = account.connect()) {
      Map<String, Map<String, Long>> top =
          client.reports().topValues(query.ofEvent(), type, property, values);
      print(json, top, top.values().stream().flatMap(found -> found.entrySet().stream()).toList());
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw query.invalid(String.valueOf(e.getMessage()));
    }
  }

  @Command(
      name = "messages",
      description = "Prints the messages of campaigns that started in some days.")
  int messages(
      @Option(names = "--from", paramLabel = "DAY", required = true, description = "The first day.")
          LocalDate from,
      @Option(names = "--to", paramLabel = "DAY", required = true, description = "The last day.")
          LocalDate to,
      @Option(names = "--json", description = JSON) boolean json,
      @Mixin Account account)
      throws JsonProcessingException {
    try (CleverTap client = account.connect()) {
      List<MessageReport> messages = client.reports().messages(from, to);
      print(
          json,
          messages,
          messages.stream()
              .map(
                  message ->
                      Map.entry(
                          String.valueOf(message.getStartDate()),
                          message.getMessageId()
                              + " "
                              + message.getChannel()
                              + " "
                              + message.getMessageName()))
              .toList());
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.subcommands().get("messages"), String.valueOf(e.getMessage()));
    }
  }

  private void print(boolean json, Object all, Iterable<? extends Map.Entry<String, ?>> lines)
      throws JsonProcessingException {
    if (json) {
      spec.commandLine().getOut().println(RecordJson.printable(all));
    } else {
      for (Map.Entry<String, ?> line : lines) {
        String text = "%-22s %s".formatted(line.getKey(), line.getValue());
        spec.commandLine().getOut().println(SafeText.line(text));
      }
    }
  }
}
