package io.clevertap.cli;

import io.clevertap.CleverTap;
import io.clevertap.client.model.CustomList;
import io.clevertap.client.model.ListResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clevertap lists}. */
@Command(name = "lists", description = "Uploads custom lists.")
final class ListsCommand implements Runnable {

  private static final long LARGE = 10_000_000; // bytes; a smaller file is sent at once

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command; use: lists upload");
  }

  @Command(
      name = "upload",
      description =
          "Makes a segment of the users in a file. CleverTap processes it later, and sends the"
              + " result to the email address.")
  int upload(
      @Parameters(
              paramLabel = "FILE",
              description =
                  "A CSV file with the header Type,Identity; the type is i for an identity, and g"
                      + " for a CleverTap id.")
          Path file,
      @Option(names = "--name", required = true, description = "The name of the list.") String name,
      @Option(
              names = "--email",
              paramLabel = "ADDRESS",
              required = true,
              description = "The email address of an admin of the account.")
          String email,
      @Option(
              names = "--creator",
              paramLabel = "NAME",
              description = "Who makes the list. Default: the email address.")
          @Nullable String creator,
      @Option(
              names = "--replace",
              description = "Overwrite the list of this name, after a question.")
          boolean replace,
      @Option(names = "--yes", description = "Do not ask.") boolean yes,
      @Mixin Account account)
      throws IOException {
    Clevertap.requireReadable(spec.subcommands().get("upload").getCommandSpec(), file);
    CustomList list =
        new CustomList().name(name).email(email).creator(creator == null ? email : creator);
    if (replace) {
      list.replace(true);
      if (!Confirmation.of(
          spec.subcommands().get("upload"), yes, "Overwrite the list " + name + "?")) {
        return ExitCode.USAGE;
      }
    }
    try (CleverTap client = account.connect()) {
      ListResponse made = client.lists().upload(file, list, progress(Files.size(file)));
      spec.commandLine()
          .getOut()
          .println(
              SafeText.line(
                  "Segment %s: the result comes by email".formatted(made.getSegmentId())));
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.subcommands().get("upload"), e.getMessage(), e);
    }
  }

  /** Prints each tenth of a large file that was sent. */
  private LongConsumer progress(long size) {
    PrintWriter err = spec.commandLine().getErr();
    AtomicLong tenths = new AtomicLong();
    return sent -> {
      long now = size < LARGE ? 0 : sent * 10 / size;
      if (tenths.getAndSet(now) < now) {
        err.println("%d0%% of %,d bytes sent".formatted(now, size));
      }
    };
  }
}
