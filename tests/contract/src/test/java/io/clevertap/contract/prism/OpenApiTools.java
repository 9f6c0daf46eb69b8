package io.clevertap.contract.prism;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clevertap.contract.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command-line tools that {@code openapi/package.json} pins. They are installed when they are
 * missing or differ from the lockfile; a machine that cannot run them fails the tests.
 */
public final class OpenApiTools {

  private static final int NODE_MAJOR = 20;
  private static final String ADVICE =
      " The API description is mocked and linted by Node.js tools: install Node.js %d or newer, with npm,"
              .formatted(NODE_MAJOR)
          + " from https://nodejs.org or by the system's package manager, and put both on the PATH.";

  /** What a tool printed, and its exit code. */
  public record Result(int exitCode, String output) {}

  private OpenApiTools() {}

  /** Runs a tool to its end, in the directory of the API description. */
  public static Result run(String tool, String... arguments) {
    return finish(command(tool, arguments));
  }

  /**
   * Prepares a tool's process, in the directory of the API description, with both outputs in one.
   */
  static synchronized ProcessBuilder command(String tool, String... arguments) {
    install();
    return process(Spec.DIRECTORY.resolve("node_modules/.bin").resolve(tool).toString(), arguments);
  }

  private static void install() {
    String version = finish(process("node", "--version")).output().strip();
    if (Integer.parseInt(version.substring(1, version.indexOf('.'))) < NODE_MAJOR) {
      throw new IllegalStateException("Node.js " + version + " is too old." + ADVICE);
    }
    if (isInstalled()) {
      return;
    }
    Result result = finish(process("npm", "ci"));
    if (result.exitCode() != 0) {
      throw new IllegalStateException(
          "npm ci failed in " + Spec.DIRECTORY + ":\n" + result.output());
    }
  }

  /**
   * Whether the installed packages are those of the lockfile; npm keeps a list of its own beside
   * them.
   */
  private static boolean isInstalled() {
    Path installed = Spec.DIRECTORY.resolve("node_modules/.package-lock.json");
    if (!Files.exists(installed)) {
      return false;
    }
    JsonNode present = packages(installed);
    return packages(Spec.DIRECTORY.resolve("package-lock.json"))
        .propertyStream()
        .filter(
            locked -> !locked.getKey().isEmpty() && !locked.getValue().path("optional").asBoolean())
        .allMatch(
            locked ->
                locked
                    .getValue()
                    .path("integrity")
                    .equals(present.path(locked.getKey()).path("integrity")));
  }

  private static JsonNode packages(Path lockfile) {
    try {
      return new ObjectMapper().readTree(lockfile.toFile()).path("packages");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder process(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command).directory(Spec.DIRECTORY.toFile()).redirectErrorStream(true);
    process.environment().put("NO_COLOR", "1");
    return process;
  }

  private static Result finish(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot run " + builder.command().get(0) + "." + ADVICE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
