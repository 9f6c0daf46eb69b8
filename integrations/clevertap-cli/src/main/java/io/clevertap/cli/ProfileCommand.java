package io.clevertap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clevertap.CleverTap;
import io.clevertap.client.model.UserProfile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clevertap profile}. */
@Command(name = "profile", description = "Reads user profiles.")
final class ProfileCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command; use: profile get");
  }

  /** The options that identify the user. */
  private static final class User {

    @Option(names = "--email", paramLabel = "ADDRESS", description = "The user's email address.")
    private @Nullable String email;

    @Option(
        names = "--identity",
        paramLabel = "ID",
        description = "The user's identity, as uploaded.")
    private @Nullable String identity;

    @Option(
        names = "--object-id",
        paramLabel = "ID",
        description = "The CleverTap id of one of the user's devices.")
    private @Nullable String objectId;

    private Optional<UserProfile> read(CleverTap client) {
      if (email != null) {
        return client.profileByEmail(email);
      }
      return identity != null
          ? client.profileByIdentity(identity)
          : client.profileByObjectId(objectId);
    }
  }

  @Command(
      name = "get",
      description = "Prints the profile of one user; exit code 1 if there is none.")
  int get(
      @ArgGroup(exclusive = true, multiplicity = "1") User user,
      @Option(names = "--json", description = "Print JSON on one line.") boolean json,
      @Mixin Account account)
      throws JsonProcessingException {
    try (CleverTap client = account.connect()) {
      Optional<UserProfile> profile = user.read(client);
      if (profile.isEmpty()) {
        spec.commandLine().getErr().println("There is no such profile");
        return ExitCode.REJECTED;
      }
      spec.commandLine()
          .getOut()
          .println(json ? RecordJson.printable(profile.get()) : ProfileText.of(profile.get()));
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.subcommands().get("get"), e.getMessage(), e);
    }
  }
}
