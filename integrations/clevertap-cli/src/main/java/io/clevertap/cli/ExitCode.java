package io.clevertap.cli;

/** The exit codes. */
final class ExitCode {

  /** Every record was accepted, the profile was found, or the credentials work. */
  static final int OK = 0;

  /** Some records were rejected or could not be read, or there is no such profile or report. */
  static final int REJECTED = 1;

  /**
   * The command was invalid, or could not start, such as for a file that does not exist; nothing
   * was sent.
   */
  static final int USAGE = 2;

  /**
   * CleverTap was not reached, rejected the credentials or failed, a file could not be read or
   * written, or too many records were bad.
   */
  static final int FAILED = 3;

  private ExitCode() {}
}
