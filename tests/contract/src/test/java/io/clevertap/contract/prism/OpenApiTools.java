package io.clevertap.contract.prism;

import io.clevertap.contract.spec.Spec;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command-line tools that {@code openapi/package.json} pins. Missing tools are installed; on a
 * machine that cannot run them, the tests fail.
 */
public final class OpenApiTools {

  /** Where {@code install-tools} puts a Node.js if the system's is too old. */
  private static final Path OWN_NODE =
      Spec.DIRECTORY.resolve("node_modules/node/bin").toAbsolutePath();

  /** The output and the exit code of a tool. */
  public record Result(int exitCode, String output) {}

  private OpenApiTools() {}

  /** Runs a tool in the directory of the API description, and waits for its end. */
  public static Result run(String tool, String... arguments) {
    return finish(command(tool, arguments));
  }

  /**
   * Prepares the process of a tool in the directory of the API description, with standard error
   * merged into standard output.
   */
  static synchronized ProcessBuilder command(String tool, String... arguments) {
    install();
    return process(Spec.DIRECTORY.resolve("node_modules/.bin").resolve(tool).toString(), arguments);
  }

  /** Prepares the process of a program in the directory of the API description, as above. */
  static synchronized ProcessBuilder script(String program, String... arguments) {
    install();
    return process("./" + program, arguments);
  }

  private static void install() {
    Result result = finish(process("./install-tools"));
    if (result.exitCode() != 0) {
      throw new IllegalStateException(result.output());
    }
  }

  private static ProcessBuilder process(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command).directory(Spec.DIRECTORY.toFile()).redirectErrorStream(true);
    process.environment().put("NO_COLOR", "1");
    process.environment().compute("PATH", (name, path) -> OWN_NODE + File.pathSeparator + path);
    return process;
  }

  private static Result finish(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot run " + builder.command().get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
