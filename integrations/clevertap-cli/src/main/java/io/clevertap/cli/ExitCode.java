package io.clevertap.cli;

/** How a command ends. */
final class ExitCode {

  /** All is well: every record was accepted, the profile was found, the credentials work. */
  static final int OK = 0;

  /** Some records were rejected or cannot be read, or there is no such profile. */
  static final int REJECTED = 1;

  /** The command was not understood, or refused before anything was sent. */
  static final int USAGE = 2;

  /** CleverTap was not reached, refused the credentials or failed; or a file cannot be written. */
  static final int FAILED = 3;

  private ExitCode() {}
}
