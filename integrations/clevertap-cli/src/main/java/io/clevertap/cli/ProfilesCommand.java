package io.clevertap.cli;

import io.clevertap.ChangeOutcome;
import io.clevertap.ChangeOutcome.Accepted;
import io.clevertap.ChangeOutcome.Failed;
import io.clevertap.ChangeResult;
import io.clevertap.CleverTap;
import io.clevertap.UserId;
import io.clevertap.cli.ExportFile.Form;
import io.clevertap.internal.PrivateFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clevertap profiles}. */
@Command(name = "profiles", description = "Exports, counts and deletes the profiles of users.")
final class ProfilesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing command; use: profiles export, count or delete");
  }

  @Command(
      name = "export",
      description =
          "Writes the profiles of the users who match to a file, which appears when it is whole.")
  int export(
      @Mixin QueryOptions query,
      @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file.")
          Path target,
      @Mixin ExportFile file,
      @Mixin Account account)
      throws IOException {
    try (CleverTap client = account.connect()) {
      long profiles =
          file.write(
              target,
              Form.PROFILES,
              client.profiles().query(query.of(), file.options()).iterator());
      spec.commandLine().getOut().printf("Exported %,d profiles%n", profiles);
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw query.invalid(String.valueOf(e.getMessage()));
    }
  }

  @Command(name = "count", description = "Prints how many users match.")
  int count(@Mixin QueryOptions query, @Mixin Account account) {
    try (CleverTap client = account.connect()) {
      spec.commandLine().getOut().println(client.profiles().count(query.of()));
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw query.invalid(String.valueOf(e.getMessage()));
    }
  }

  @Command(
      name = "delete",
      description = "Deletes users for good, after a question. CleverTap queues the deletion.")
  int delete(
      @Parameters(paramLabel = "FILE", description = "The users, one identity on each line.")
          Path file,
      @Option(names = "--object-ids", description = "The lines are CleverTap ids, not identities.")
          boolean objectIds,
      @Option(names = "--dry-run", description = "Only print how many users would be deleted.")
          boolean dryRun,
      @Option(
              names = "--result",
              paramLabel = "FILE",
              description = "Append a line for each user: queued, or why not, a tab and the id.")
          Path resultFile,
      @Option(names = "--yes", description = "Do not ask.") boolean yes,
      @Mixin Account account)
      throws IOException {
    Clevertap.requireReadable(spec.subcommands().get("delete").getCommandSpec(), file);
    List<UserId> users =
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank())
            .map(line -> objectIds ? UserId.objectId(line.strip()) : UserId.identity(line.strip()))
            .toList();
    if (dryRun || users.isEmpty()) {
      spec.commandLine().getOut().printf("%,d users would be deleted%n", users.size());
      return ExitCode.OK;
    }
    String question = "Delete %,d users for good?".formatted(users.size());
    if (!Confirmation.of(spec.subcommands().get("delete"), yes, question)) {
      return ExitCode.USAGE;
    }
    ChangeResult<UserId> result;
    try (CleverTap client = account.connect()) {
      result = client.profiles().delete(users);
    }
    if (resultFile != null) {
      append(resultFile, result);
    }
    int failed = result.failed().size();
    spec.commandLine()
        .getOut()
        .printf("Queued %,d of %,d users for deletion%n", users.size() - failed, users.size());
    if (failed > 0) {
      spec.commandLine().getErr().println(result.failed().get(0).cause().getMessage());
    }
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void append(Path file, ChangeResult<UserId> result) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (ChangeOutcome<UserId> outcome : result.outcomes()) {
      String state =
          outcome instanceof Accepted
              ? "queued"
              : outcome instanceof Failed<UserId> failed && failed.mayHaveBeenApplied()
                  ? "unknown"
                  : "not deleted";
      lines.append(state).append('\t').append(outcome.item().value()).append('\n');
    }
    try (var out = Channels.newOutputStream(PrivateFile.append(file))) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
