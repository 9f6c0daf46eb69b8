package io.clevertap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.CleverTap;
import io.clevertap.client.model.Campaign;
import io.clevertap.client.model.CampaignReport;
import io.clevertap.client.model.CampaignRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clevertap campaigns}. */
@Command(name = "campaigns", description = "Lists, reports, stops and estimates campaigns.")
final class CampaignsCommand implements Runnable {

  private static final int DAYS = 30;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing command; use: campaigns list, show, stop or estimate");
  }

  @Command(
      name = "list",
      description = "Prints the campaigns, made through the API, that are scheduled in some days.")
  int list(
      @Option(
              names = "--from",
              paramLabel = "DAY",
              description = "The first day, such as 2026-01-31. Default: 30 days ago.")
          @Nullable LocalDate from,
      @Option(
              names = "--to",
              paramLabel = "DAY",
              description = "The last day, which may be in the future. Default: today.")
          @Nullable LocalDate to,
      @Option(names = "--json", description = "Print JSON on one line.") boolean json,
      @Mixin Account account)
      throws JsonProcessingException {
    LocalDate last = to == null ? LocalDate.now() : to;
    LocalDate first = from == null ? last.minusDays(DAYS) : from;
    try (CleverTap client = account.connect()) {
      List<Campaign> campaigns = client.campaigns().list(first, last);
      if (json) {
        print(campaigns);
      } else {
        campaigns.forEach(
            campaign ->
                line(
                    "%-12s %-10s %-16s %s",
                    campaign.getId(),
                    campaign.getStatus(),
                    campaign.getScheduledOn(),
                    campaign.getName()));
      }
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.subcommands().get("list"), e.getMessage(), e);
    }
  }

  @Command(
      name = "show",
      description = "Prints the report of a campaign; exit code 1 if there is none yet.")
  int show(
      @Parameters(paramLabel = "ID", description = "The id of the campaign.") long id,
      @Option(names = "--json", description = "Print JSON on one line.") boolean json,
      @Mixin Account account)
      throws JsonProcessingException {
    try (CleverTap client = account.connect()) {
      Optional<CampaignReport> report = client.campaigns().report(id);
      if (report.isEmpty()) {
        spec.commandLine().getErr().println("There is no report yet");
        return ExitCode.REJECTED;
      }
      if (json) {
        print(report.get());
      } else {
        numbers(report.get()).forEach((name, number) -> line("%-22s %s", name, number));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "stop", description = "Stops a campaign for good, after a question.")
  int stop(
      @Parameters(paramLabel = "ID", description = "The id of the campaign.") long id,
      @Option(names = "--yes", description = "Do not ask.") boolean yes,
      @Mixin Account account) {
    if (!Confirmation.of(
        spec.subcommands().get("stop"), yes, "Stop campaign " + id + " for good?")) {
      return ExitCode.USAGE;
    }
    try (CleverTap client = account.connect()) {
      client.campaigns().stop(id);
    }
    line("Stopped campaign %s", id);
    return ExitCode.OK;
  }

  @Command(
      name = "estimate",
      description = "Prints how many users a campaign would reach. Nothing is created or sent.")
  int estimate(
      @Parameters(
              paramLabel = "FILE",
              description = "The campaign in JSON, as the API expects it; - is the standard input.")
          Path file,
      @Option(names = "--json", description = "Print JSON on one line.") boolean json,
      @Mixin Account account)
      throws IOException {
    if (!file.toString().equals("-")) {
      Clevertap.requireReadable(spec.subcommands().get("estimate").getCommandSpec(), file);
    }
    CampaignRequest request;
    try {
      request = CampaignFile.read(file);
    } catch (IllegalArgumentException e) {
      throw invalid(file, e.getMessage());
    }
    try (CleverTap client = account.connect()) {
      Map<String, Long> estimates = client.campaigns().estimate(request);
      if (json) {
        print(estimates);
      } else {
        estimates.forEach((platform, users) -> line("%-22s %s", platform, users));
      }
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw invalid(file, e.getMessage());
    }
  }

  private ParameterException invalid(Path file, String problem) {
    return new ParameterException(
        spec.subcommands().get("estimate"), SafeText.line(file + ": " + problem));
  }

  private static Map<String, Object> numbers(CampaignReport report) {
    return RecordJson.MAPPER.convertValue(
        report,
        RecordJson.MAPPER
            .getTypeFactory()
            .constructMapType(LinkedHashMap.class, String.class, Object.class));
  }

  private void line(String format, Object... values) {
    spec.commandLine().getOut().println(SafeText.line(format.formatted(values)).stripTrailing());
  }

  private void print(Object value) throws JsonProcessingException {
    spec.commandLine().getOut().println(RecordJson.printable(value));
  }
}
