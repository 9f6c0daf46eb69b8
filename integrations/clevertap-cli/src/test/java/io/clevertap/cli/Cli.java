package io.clevertap.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the packaged command as a user would: the start script, in its own process. */
final class Cli {

  static final Path SCRIPT = Path.of("target/clevertap/bin/clevertap").toAbsolutePath();

  /** The output and the exit code of a command. */
  record Result(int exitCode, String out, String err) {}

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * Creates a runner with valid credentials.
   *
   * @param directory the working directory of the commands, which also gets their output
   */
  Cli(Path directory) {
    this.directory = directory;
    environment.put("CLEVERTAP_ACCOUNT_ID", "TEST-ACCOUNT");
    environment.put("CLEVERTAP_PASSCODE", "the-secret");
    environment.put("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"); // starts sooner
  }

  /** Sets an environment variable; an empty value removes it. */
  Cli with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Result run(String... arguments) throws Exception {
    return runWithInput("", arguments);
  }

  Result runWithInput(String input, String... arguments) throws Exception {
    Path in = Files.writeString(directory.resolve(".stdin"), input);
    ProcessBuilder builder = builder(arguments).redirectInput(in.toFile());
    return result(builder.start());
  }

  Process start(String... arguments) throws IOException {
    return builder(arguments).start();
  }

  Result result(Process process) throws Exception {
    int exitCode = process.waitFor();
    return new Result(exitCode, read(".stdout"), read(".stderr"));
  }

  String read(String file) throws IOException {
    return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    return prepare(new ProcessBuilder(command));
  }

  ProcessBuilder prepare(ProcessBuilder builder) {
    builder
        .directory(directory.toFile())
        .redirectOutput(directory.resolve(".stdout").toFile())
        .redirectError(directory.resolve(".stderr").toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("CLEVERTAP_"));
    variables.putAll(environment);
    variables.values().removeIf(String::isEmpty);
    return builder;
  }
}
