package io.clevertap.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A piece of Java in a document, completed to a program with the code that a reader would add. */
record JavaSnippet(Path document, int number, String code) {

  /** Excludes a block below a link to a file: the block is an excerpt of that file. */
  private static final Pattern BLOCK =
      Pattern.compile("(?<!\\):\n\n)```java\n(.*?)```", Pattern.DOTALL);

  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\n");
  private static final String IMPORTS =
      """
      import io.clevertap.*;
      import io.clevertap.client.api.*;
      import io.clevertap.client.model.*;
      import io.clevertap.exception.*;
      import java.math.*;
      import java.nio.file.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.stream.*;
      """;
  private static final String CLIENT =
      """
      CleverTap cleverTap = CleverTap.builder().region(Region.INDIA).credentials("TEST-ACCOUNT", "PASSCODE").build();
      """;

  /** Returns the Java of a document, in order. */
  static List<JavaSnippet> of(Path document) throws IOException {
    List<JavaSnippet> snippets = new ArrayList<>();
    BLOCK
        .matcher(Files.readString(document))
        .results()
        .map(block -> new JavaSnippet(document, snippets.size() + 1, block.group(1)))
        .forEachOrdered(snippets::add);
    return snippets;
  }

  /**
   * Compiles the program and runs it against a server, in its own process.
   *
   * @return the output of the program, or of the compiler; empty on success
   */
  String run(URI server, Path directory) throws IOException, InterruptedException {
    Path source = Files.writeString(directory.resolve("Snippet.java"), program(server));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path errors = directory.resolve("errors");
    int compiled;
    try (var output = Files.newOutputStream(errors)) {
      compiled =
          compiler.run(
              null, output, output, "-cp", classPath(), "-d", directory.toString(), "" + source);
    }
    if (compiled != 0) {
      return Files.readString(errors);
    }
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            directory + System.getProperty("path.separator") + classPath(),
            "Snippet");
    java.environment()
        .putAll(
            Map.of(
                "CLEVERTAP_ACCOUNT_ID", "A", "CLEVERTAP_PASSCODE", "P", "CLEVERTAP_REGION", "in1"));
    Files.createDirectories(directory.resolve("target")); // for the log
    Process process = java.directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor() == 0 ? output : output + "exit code " + process.exitValue();
  }

  private String program(URI server) {
    String imports =
        IMPORT.matcher(code).results().map(MatchResult::group).reduce("", String::concat);
    String body = IMPORT.matcher(code).replaceAll("");
    String client = body.contains("CleverTap cleverTap =") ? "" : CLIENT;
    String program =
        IMPORTS
            + imports
            + "public class Snippet {\n"
            + "  static final org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger(\"log\");\n"
            + "  public static void main(String[] arguments) throws Exception {\n"
            + client
            + body
            + "  }\n}\n";
    return program.replace(".region(Region.INDIA)", ".baseUrl(\"" + server + "\")");
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  @Override
  public String toString() {
    return document.getFileName() + ", Java block " + number;
  }
}
