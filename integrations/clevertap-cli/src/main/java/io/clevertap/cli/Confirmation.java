package io.clevertap.cli;

import java.io.Console;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Asks before a command does something that cannot be undone. */
final class Confirmation {

  private Confirmation() {}

  /**
   * Returns whether the command may go on.
   *
   * @param yes whether the answer was given in advance, with {@code --yes}
   * @throws ParameterException when nobody can be asked, because there is no terminal
   */
  static boolean of(CommandLine command, boolean yes, String question) {
    if (yes) {
      return true;
    }
    Console console = System.console();
    if (console == null) {
      throw new ParameterException(command, question + " Without a terminal, this needs --yes");
    }
    String answer = console.readLine("%s [y/N] ", SafeText.line(question));
    if ("y".equalsIgnoreCase(answer) || "yes".equalsIgnoreCase(answer)) {
      return true;
    }
    command.getErr().println("Nothing was sent");
    return false;
  }
}
