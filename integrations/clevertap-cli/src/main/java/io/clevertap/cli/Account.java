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

/** The options for the account, its region and its passcode, which is never an argument. */
final class Account {

  private static final String PASSCODE_VARIABLE = "CLEVERTAP_PASSCODE";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--account-id",
      paramLabel = "ID",
      defaultValue = "${env:CLEVERTAP_ACCOUNT_ID}",
      description = "The account id. Default: the environment variable CLEVERTAP_ACCOUNT_ID.")
  private @Nullable String accountId;

  @Option(
      names = "--region",
      paramLabel = "CODE",
      defaultValue = "${env:CLEVERTAP_REGION}",
      completionCandidates = RegionCodes.class,
      description =
          "The region of the account: ${COMPLETION-CANDIDATES}. Default: the environment variable"
              + " CLEVERTAP_REGION.")
  private @Nullable String region;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "Send requests to this URL instead of a region, such as a mock server or a proxy.")
  private @Nullable String baseUrl;

  @Option(
      names = "--passcode-file",
      paramLabel = "FILE",
      description =
          "Read the passcode from this file. Default: the environment variable CLEVERTAP_PASSCODE,"
              + " or else a prompt on a terminal.")
  private @Nullable Path passcodeFile;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log each attempt, without its content, to the standard error.")
  private void verbose(boolean on) {
    System.setProperty("org.slf4j.simpleLogger.log.io.clevertap", on ? "debug" : "warn");
  }

  @Option(names = "--passcode", hidden = true, arity = "0..1")
  private void passcode(String secret) {
    throw new ParameterException(
        command.commandLine(),
        "The passcode cannot be an argument, because every user of this machine can read arguments:"
            + " use "
            + PASSCODE_VARIABLE
            + " or --passcode-file");
  }

  /** Returns whether the options contain a region or a base URL. */
  boolean hasAddress() {
    return baseUrl != null || region != null;
  }

  /** Returns the account id. */
  String id() {
    return required("--account-id or CLEVERTAP_ACCOUNT_ID", accountId);
  }

  /** Returns the URL to which requests are sent. */
  String address() {
    return baseUrl == null ? Region.of(region).baseUrl() + " (region " + region + ")" : baseUrl;
  }

  /** Returns a builder with the address and the credentials of the options. */
  CleverTapBuilder builder() {
    CleverTapBuilder builder = CleverTap.builder();
    try {
      if (baseUrl != null) {
        builder.baseUrl(baseUrl);
      } else {
        builder.region(Region.of(required("--region or CLEVERTAP_REGION", region)));
      }
    } catch (IllegalArgumentException e) {
      String problem = // which does not repeat the URL: it may contain a password
          baseUrl == null
              ? e.getMessage()
              : "--base-url is not an http or https URL without a user, a query and a fragment";
      throw new ParameterException(command.commandLine(), problem);
    }
    return identified(builder);
  }

  /** Sets only the credentials of the builder. */
  CleverTapBuilder identified(CleverTapBuilder builder) {
    try {
      return builder.credentials(Credentials.of(id(), passcode()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** Builds a client from the options. */
  CleverTap connect() {
    return connect(builder());
  }

  /** Builds a client; reports options that do not fit together as a usage error. */
  CleverTap connect(CleverTapBuilder builder) {
    try {
      return builder.build();
    } catch (IllegalStateException e) {
      throw new ParameterException(command.commandLine(), Clevertap.message(e), e);
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
    return required(PASSCODE_VARIABLE + " or --passcode-file", variable);
  }

  private String passcodeIn(Path secret) {
    try {
      return required("the passcode in " + secret, Files.readString(secret).strip());
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "Cannot read the file of --passcode-file: " + Clevertap.reason(e));
    }
  }

  private String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new ParameterException(command.commandLine(), "Missing: " + name);
    }
    return value;
  }
}
