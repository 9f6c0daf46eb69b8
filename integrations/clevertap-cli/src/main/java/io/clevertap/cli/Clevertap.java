package io.clevertap.cli;

import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.UploadStoppedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The top-level command. */
@Command(
    name = "clevertap",
    description =
        "Uploads files to CleverTap, reads and exports profiles and events, prints reports,"
            + " handles campaigns and lists, and checks credentials.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Clevertap.Version.class,
    subcommands = {
      UploadCommand.class,
      ProfileCommand.class,
      ProfilesCommand.class,
      EventsCommand.class,
      ReportCommand.class,
      CampaignsCommand.class,
      ListsCommand.class,
      DoctorCommand.class,
      MockCommand.class,
      GenerateCompletion.class
    },
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success: every record was accepted",
      "1:some records were rejected or could not be read, or there is no such profile or report",
      "2:the command was invalid, or could not start, such as for a file that does not exist;"
          + " nothing was sent",
      "3:failure: CleverTap was not reached, rejected the credentials or failed, a file could not"
          + " be read or written, or too many records were bad"
    },
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  CLEVERTAP_ACCOUNT_ID  the account id",
      "  CLEVERTAP_PASSCODE    the passcode (or use --passcode-file, or a prompt)",
      "  CLEVERTAP_REGION      the code of the region"
    })
public final class Clevertap implements Runnable {

  @Spec private CommandSpec spec;

  private Clevertap() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // formats numbers the same way everywhere
    System.setProperty("jdk.console", "java.base"); // Java 22's default treats a pipe as a terminal
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Clevertap());
    return root.setOut(SafeText.writer(root.getOut()))
        .setErr(SafeText.writer(root.getErr()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, arguments) -> reportUsage(e))
        .setExecutionExceptionHandler((e, command, parsed) -> reportFailure(e, command));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "missing command; use: upload, profile, profiles, events, report, campaigns, lists, doctor or"
            + " mock");
  }

  private static int reportUsage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + usageMessage(e));
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("See " + name + " --help");
    return ExitCode.USAGE;
  }

  /** Returns the message, without arguments that were not expected: one may be a passcode. */
  private static String usageMessage(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    String first = unmatched.getUnmatched().get(0);
    if (!first.startsWith("-")) {
      return "unexpected argument";
    }
    return "unknown option: "
        + (first.startsWith("--")
            ? first.split("=", 2)[0]
            : first.substring(0, Math.min(2, first.length())));
  }

  private static int reportFailure(Exception e, CommandLine command) {
    if (e instanceof UncheckedIOException wrapper) {
      return reportFailure(wrapper.getCause(), command);
    }
    if (e instanceof UploadStoppedException && e.getCause() instanceof InterruptedException) {
      return ExitCode.FAILED; // a signal stopped the upload, which has reported it
    }
    if (e instanceof UploadStoppedException && e.getCause() instanceof Exception cause) {
      return reportFailure(cause, command);
    }
    if (!(e instanceof CleverTapException || e instanceof IOException)) {
      e.printStackTrace(command.getErr()); // a bug
      return ExitCode.FAILED;
    }
    command.getErr().println("clevertap: " + message(e));
    if (e instanceof ResponseException response && !response.bodyStart().isBlank()) {
      command.getErr().println("CleverTap responded: " + response.bodyStart().strip());
    }
    return ExitCode.FAILED;
  }

  /** Returns a message for an exception, even if its own message is only the name of a file. */
  static String message(Exception e) {
    if (e instanceof CharacterCodingException) {
      return "invalid UTF-8";
    }
    return e instanceof FileSystemException file
        ? file.getFile() + ": " + reason(file)
        : inOwnWords(String.valueOf(e.getMessage()));
  }

  /** Replaces the advice of the SDK that names a method of Java. */
  static String inOwnWords(String message) {
    return message
        .replace("; reason() and bodyStart() return why", "")
        .replace("; raise callTimeout()", "; try again later")
        .replaceFirst("; resume it with nextCursor\\(\\): .*", "; run the command again")
        .replace("; use https, or allowPlainHttp()", "; use https");
  }

  /** Fails with a usage error if the file of an argument cannot be read. */
  static void requireReadable(CommandSpec command, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      in.read(); // fails for a directory
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "Cannot read " + SafeText.line(file + ": " + reason(e)));
    }
  }

  /** Returns why a file cannot be used, without its name. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return reason == null ? "it cannot be used" : reason;
  }

  /** Returns the version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream file = Clevertap.class.getResourceAsStream("version.properties")) {
        properties.load(file);
      }
      return new String[] {"clevertap " + properties.getProperty("version")};
    }
  }
}
