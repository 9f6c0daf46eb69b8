package io.clevertap.cli;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.client.api.Region;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TransportException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clevertap doctor}. */
@Command(
    name = "doctor",
    description = {
      "Checks the region and the credentials by one cheap call: it reads a profile that need not"
          + " exist.",
      ""
    })
final class DoctorCommand implements Callable<Integer> {

  private static final String ANY_IDENTITY = "clevertap-doctor";
  private static final String ACCEPTED = "accepts the credentials";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Spec private CommandSpec spec;

  @Option(
      names = "--all-regions",
      description =
          "When the region refuses the credentials, or none is given, ask every one. This shows the"
              + " passcode to all regions of CleverTap.")
  private boolean allRegions;

  @Mixin private Account account;

  private final Function<Region, String> addresses;

  DoctorCommand() {
    this(region -> region.baseUrl().toString());
  }

  /**
   * Makes a doctor.
   *
   * @param addresses where each region is
   */
  DoctorCommand(Function<Region, String> addresses) {
    this.addresses = addresses;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (allRegions && !account.hasAddress()) {
      return askAll(account.identified(CleverTap.builder()).callTimeout(PATIENCE), out)
          ? ExitCode.OK
          : ExitCode.FAILED;
    }
    CleverTapBuilder builder = account.builder().callTimeout(PATIENCE).maxAttempts(3);
    try (CleverTap client = account.connect(builder)) {
      long start = System.nanoTime();
      client.profileByIdentity(ANY_IDENTITY);
      out.printf("%s: the credentials work, %d ms%n", client, millisSince(start));
      return ExitCode.OK;
    } catch (AuthenticationException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("clevertap: " + e.getMessage());
      if (allRegions) {
        askAll(builder, out);
      } else {
        err.println(
            "The address of the account's dashboard names its region: in1.dashboard.clevertap.com is"
                + " in1. --all-regions asks every region, which shows the passcode to all of them.");
      }
      return ExitCode.FAILED;
    } catch (TransportException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("clevertap: " + e.getMessage());
      err.println(
          "Is the network up? Behind a proxy, name it: JAVA_OPTS='-Dhttps.proxyHost=HOST"
              + " -Dhttps.proxyPort=PORT'");
      return ExitCode.FAILED;
    }
  }

  /** Tells whether a region accepts the credentials. */
  private boolean askAll(CleverTapBuilder builder, PrintWriter out) {
    List<String> right = new ArrayList<>();
    for (Region region : Region.values()) {
      String answer = ask(builder.baseUrl(addresses.apply(region)));
      out.printf("%-5s %s%n", region.code(), answer);
      if (answer.equals(ACCEPTED)) {
        right.add(region.code());
      }
    }
    out.println(
        right.isEmpty()
            ? "No region accepts the credentials: the account id or the passcode is wrong"
            : "Use --region " + String.join(" or ", right));
    return !right.isEmpty();
  }

  private String ask(CleverTapBuilder builder) {
    try (CleverTap client = account.connect(builder.maxAttempts(1))) {
      client.profileByIdentity(ANY_IDENTITY);
      return ACCEPTED;
    } catch (AuthenticationException e) {
      return "refuses the credentials";
    } catch (CleverTapException e) {
      return "does not tell: " + e.getMessage();
    }
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
