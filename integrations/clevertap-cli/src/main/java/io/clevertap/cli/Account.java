package io.clevertap.cli;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.Credentials;
import io.clevertap.client.api.Region;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which account, where it lives, and its passcode, which never stands in the arguments. */
final class Account {

  private static final String PASSCODE_VARIABLE = "CLEVERTAP_PASSCODE";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--account-id",
      paramLabel = "ID",
      defaultValue = "${env:CLEVERTAP_ACCOUNT_ID}",
      description = "The account's id. Default: CLEVERTAP_ACCOUNT_ID in the environment.")
  private @Nullable String accountId;

  @Option(
      names = "--region",
      paramLabel = "CODE",
      defaultValue = "${env:CLEVERTAP_REGION}",
      completionCandidates = RegionCodes.class,
      description =
          "The region where the account lives: ${COMPLETION-CANDIDATES}. Default: CLEVERTAP_REGION"
              + " in the environment.")
  private @Nullable String region;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Send requests here instead of a region: a mock server, or a proxy.")
  private @Nullable String baseUrl;

  @Option(
      names = "--passcode-file",
      paramLabel = "FILE",
      description =
          "Read the passcode from this file. Default: CLEVERTAP_PASSCODE in the environment, else a"
              + " prompt on a terminal.")
  private @Nullable Path passcodeFile;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log each attempt, without any content, to the standard error.")
  private void verbose(boolean on) {
    System.setProperty("org.slf4j.simpleLogger.log.io.clevertap", on ? "debug" : "warn");
  }

  @Option(names = "--passcode", hidden = true, arity = "0..1")
  private void passcode(String secret) {
    throw new ParameterException(
        command.commandLine(),
        "The passcode is not taken from the arguments, which every user of this machine can read:"
            + " use "
            + PASSCODE_VARIABLE
            + " or --passcode-file");
  }

  /** Tells whether the options say where to send. */
  boolean hasAddress() {
    return baseUrl != null || region != null;
  }

  /** Returns a builder with everything that the options say. */
  CleverTapBuilder builder() {
    CleverTapBuilder builder = CleverTap.builder();
    try {
      if (baseUrl != null) {
        builder.baseUrl(baseUrl);
      } else {
        builder.region(Region.of(given("--region or CLEVERTAP_REGION", region)));
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
    return identified(builder);
  }

  /** Gives the builder the credentials alone. */
  CleverTapBuilder identified(CleverTapBuilder builder) {
    String id = given("--account-id or CLEVERTAP_ACCOUNT_ID", accountId);
    try {
      return builder.credentials(Credentials.of(id, passcode()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** Returns a client. */
  CleverTap connect() {
    return connect(builder());
  }

  /** Returns a client, and blames the options when they do not fit together. */
  CleverTap connect(CleverTapBuilder builder) {
    try {
      return builder.build();
    } catch (IllegalStateException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private String passcode() {
    if (passcodeFile != null) {
      return passcodeIn(passcodeFile);
    }
    String variable = System.getenv(PASSCODE_VARIABLE);
    Console console = System.console();
    if (variable == null && console != null) {
      char[] typed = console.readPassword("Passcode of account %s: ", accountId);
      variable = typed == null ? null : new String(typed);
    }
    return given(PASSCODE_VARIABLE + " or --passcode-file", variable);
  }

  private String passcodeIn(Path secret) {
    try {
      return given("the passcode in " + secret, Files.readString(secret).strip());
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "Cannot read the passcode: " + Clevertap.message(e), e);
    }
  }

  private String given(String what, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new ParameterException(command.commandLine(), "Missing: " + what);
    }
    return value;
  }
}
