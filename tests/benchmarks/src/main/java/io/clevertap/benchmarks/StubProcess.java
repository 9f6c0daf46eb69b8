package io.clevertap.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process with the same class path, which runs the stub server. */
final class StubProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final String baseUrl;

  /** Starts a stub server. */
  StubProcess() throws IOException {
    this.process = java(List.of("-Xmx256m"), StubServer.class, List.of());
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.baseUrl = output.readLine();
  }

  /** Starts a program. Its standard error goes to that of this process. */
  static Process java(List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Returns the base URL for this latency. */
  String baseUrl(int latencyMillis) {
    return baseUrl + "/" + latencyMillis;
  }

  /** Returns the number of open connections of the server. */
  int connections() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return Integer.parseInt(output.readLine());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
