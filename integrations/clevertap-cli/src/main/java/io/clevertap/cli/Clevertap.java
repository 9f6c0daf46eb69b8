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
import java.nio.file.NoSuchFileException;
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

/** The command with which every other begins. */
@Command(
    name = "clevertap",
    description = "Uploads files to CleverTap, reads profiles and checks credentials.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Clevertap.Version.class,
    subcommands = {
      UploadCommand.class,
      ProfileCommand.class,
      DoctorCommand.class,
      GenerateCompletion.class
    },
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well: every record was accepted",
      "1:some records were rejected or cannot be read; or there is no such profile",
      "2:the command was not understood; nothing was sent",
      "3:it failed: not reached, refused credentials, an error of CleverTap, a file"
    },
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  CLEVERTAP_ACCOUNT_ID  the account's id",
      "  CLEVERTAP_PASSCODE    the passcode; else --passcode-file, or a prompt",
      "  CLEVERTAP_REGION      the region's code"
    })
public final class Clevertap implements Runnable {

  @Spec private CommandSpec spec;

  private Clevertap() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // numbers look the same everywhere
    System.setProperty("jdk.console", "java.base"); // Java 22's own takes a pipe for a terminal
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Clevertap())
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, arguments) -> refuse(e))
        .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which command? There are: upload, profile get, doctor");
  }

  private static int refuse(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("See " + name + " --help");
    return ExitCode.USAGE;
  }

  private static int explain(Exception e, CommandLine command) {
    if (e instanceof UncheckedIOException wrapper) {
      return explain(wrapper.getCause(), command);
    }
    if (e instanceof UploadStoppedException && e.getCause() instanceof InterruptedException) {
      return ExitCode.FAILED; // by a signal, and the upload has said so
    }
    if (e instanceof UploadStoppedException && e.getCause() instanceof Exception cause) {
      return explain(cause, command);
    }
    if (!(e instanceof CleverTapException || e instanceof IOException)) {
      e.printStackTrace(command.getErr()); // which a bug deserves
      return ExitCode.FAILED;
    }
    command.getErr().println("clevertap: " + message(e));
    if (e instanceof ResponseException answer && !answer.bodyStart().isBlank()) {
      command.getErr().println("CleverTap answered: " + answer.bodyStart().strip());
    }
    return ExitCode.FAILED;
  }

  /** Says what went wrong, also where the exception has but the name of a file to say. */
  static String message(Exception e) {
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8";
    }
    if (!(e instanceof FileSystemException file)) {
      return String.valueOf(e.getMessage());
    }
    String reason =
        e instanceof NoSuchFileException
            ? "no such file"
            : e instanceof AccessDeniedException ? "permission denied" : file.getReason();
    return file.getFile() + ": " + (reason == null ? e.getClass().getSimpleName() : reason);
  }

  /** The version that the build gave to the jar. */
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
