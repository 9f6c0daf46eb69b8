package io.clevertap.cli;

import io.clevertap.CleverTap;
import io.clevertap.cli.ExportFile.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clevertap events}. */
@Command(name = "events", description = "Exports and counts events.")
final class EventsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing command; use: events export or count");
  }

  @Command(
      name = "export",
      description =
          "Writes the events of some days to a folder, one file a day. A file appears when it is"
              + " whole; a day that has one is not exported again, so that a second run goes on"
              + " after a failure.")
  int export(
      @Mixin QueryOptions query,
      @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "The folder.")
          Path folder,
      @Mixin ExportFile file,
      @Mixin Account account)
      throws IOException {
    if (!query.to().isBefore(LocalDate.now())) {
      throw query.invalid("--to must be a day that is over: the file of a day is written once");
    }
    query.ofEvent();
    Files.createDirectories(folder);
    long all = 0;
    int days = 0;
    int skipped = 0;
    try (CleverTap client = account.connect()) {
      for (LocalDate day = query.from(); !day.isAfter(query.to()); day = day.plusDays(1)) {
        Path target = folder.resolve(day + file.suffix());
        if (Files.exists(target)) {
          skipped++;
          continue;
        }
        long start = System.nanoTime();
        long events =
            file.write(
                target,
                Form.EVENTS,
                client.events().query(query.between(day, day), file.options()).iterator());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        spec.commandLine()
            .getErr()
            .printf("%s: %,d events, %,.0f/s%n", day, events, events * 1e9 / took.toNanos());
        all += events;
        days++;
      }
    }
    spec.commandLine()
        .getOut()
        .printf(
            "Exported %,d events of %,d days; %,d days were there before%n", all, days, skipped);
    return ExitCode.OK;
  }

  @Command(name = "count", description = "Prints how often an event happened.")
  int count(@Mixin QueryOptions query, @Mixin Account account) {
    try (CleverTap client = account.connect()) {
      spec.commandLine().getOut().println(client.events().count(query.ofEvent()));
      return ExitCode.OK;
    }
  }
}
