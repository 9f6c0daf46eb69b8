package io.clevertap.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another Java process with the same class path. */
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

  /** Starts a program whose errors go to this process's. */
  static Process java(List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Returns the address of a server with this latency. */
  String baseUrl(int latencyMillis) {
    return baseUrl + "/" + latencyMillis;
  }

  /** Returns how many connections the server has. */
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
