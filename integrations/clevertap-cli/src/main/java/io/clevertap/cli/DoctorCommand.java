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
      "Checks the region and the credentials with one cheap call: it reads a profile that need not"
          + " exist.",
      ""
    })
final class DoctorCommand implements Callable<Integer> {

  private static final String ANY_IDENTITY = "clevertap-doctor";
  private static final String ACCEPTED = "accepts the credentials";
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  @Spec private CommandSpec spec;

  @Option(
      names = "--all-regions",
      description =
          "Try every region if the given region rejects the credentials, or if none is given. This"
              + " shows the passcode to all regions of CleverTap.")
  private boolean allRegions;

  @Mixin private Account account;

  private final Function<Region, String> addresses;

  DoctorCommand() {
    this(region -> region.baseUrl().toString());
  }

  /**
   * Creates the command.
   *
   * @param addresses returns the base URL of a region
   */
  DoctorCommand(Function<Region, String> addresses) {
    this.addresses = addresses;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (allRegions && !account.hasAddress()) {
      return tryAll(account.identified(CleverTap.builder()).callTimeout(TIMEOUT), out)
          ? ExitCode.OK
          : ExitCode.FAILED;
    }
    CleverTapBuilder builder = account.builder().callTimeout(TIMEOUT).maxAttempts(3);
    try (CleverTap client = account.connect(builder)) {
      long start = System.nanoTime();
      client.profileByIdentity(ANY_IDENTITY);
      long millis = millisSince(start);
      out.println(SafeText.line("account      " + account.id()));
      out.println(SafeText.line("address      " + account.address()));
      out.println("credentials  accepted");
      out.println("response     after " + millis + " ms");
      return ExitCode.OK;
    } catch (AuthenticationException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("clevertap: " + Clevertap.message(e));
      if (allRegions) {
        tryAll(builder, out);
      } else {
        err.println(
            "The host name of the account's dashboard shows the region: in1.dashboard.clevertap.com"
                + " is in1. --all-regions tries every region, which shows the passcode to all of"
                + " them.");
      }
      return ExitCode.FAILED;
    } catch (TransportException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("clevertap: " + Clevertap.message(e));
      err.println(
          "Is the network up? To use a proxy, set JAVA_OPTS='-Dhttps.proxyHost=HOST"
              + " -Dhttps.proxyPort=PORT'");
      return ExitCode.FAILED;
    }
  }

  /** Tries every region, and returns whether one accepts the credentials. */
  private boolean tryAll(CleverTapBuilder builder, PrintWriter out) {
    List<String> accepting = new ArrayList<>();
    for (Region region : Region.values()) {
      String result = tryOne(builder.baseUrl(addresses.apply(region)));
      out.printf("%-5s %s%n", region.code(), result);
      if (result.equals(ACCEPTED)) {
        accepting.add(region.code());
      }
    }
    out.println(
        accepting.isEmpty()
            ? "No region accepts the credentials: the account id or the passcode is wrong"
            : "Use --region " + String.join(" or ", accepting));
    return !accepting.isEmpty();
  }

  private String tryOne(CleverTapBuilder builder) {
    try (CleverTap client = account.connect(builder.maxAttempts(1))) {
      client.profileByIdentity(ANY_IDENTITY);
      return ACCEPTED;
    } catch (AuthenticationException e) {
      return "rejects the credentials";
    } catch (CleverTapException e) {
      return "unknown: " + e.getMessage();
    }
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
