package io.clevertap.kafka.scenarios;

import io.clevertap.kafka.scenarios.Scenarios.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs scenarios with a broker, and prints a line of a table for each. */
public final class Main {

  private Main() {}

  /**
   * Runs the scenarios that the arguments name.
   *
   * @param arguments the folder of the runtimes, that of the plug-ins, that for data and logs, and
   *     the names
   */
  public static void main(String[] arguments) throws Exception {
    Path runtimes = Path.of(arguments[0]).toAbsolutePath();
    Path plugins = Path.of(arguments[1]).toAbsolutePath();
    Path directory = Files.createDirectories(Path.of(arguments[2]).toAbsolutePath());
    Map<String, Scenario> scenarios = Scenarios.all();
    List<String> names = new ArrayList<>(List.of(arguments).subList(3, arguments.length));
    if (names.remove("all")) {
      names.addAll(scenarios.keySet());
    }
    if (names.isEmpty() || !scenarios.keySet().containsAll(names)) {
      System.err.println("Scenarios: all, " + String.join(", ", scenarios.keySet()));
      System.exit(2);
    }
    int failed = 0;
    try (Broker broker = new Broker(runtimes.resolve("broker"), directory)) {
      System.out.println(Result.HEADER);
      for (String name : names) {
        failed += run(runtimes, plugins, directory, broker, name, scenarios.get(name)) ? 0 : 1;
      }
    }
    System.exit(failed == 0 ? 0 : 1);
  }

  private static boolean run(
      Path runtimes, Path plugins, Path directory, Broker broker, String name, Scenario scenario)
      throws Exception {
    Path logs = Files.createDirectories(directory.resolve(name));
    try (Run run = new Run(runtimes, plugins, logs, broker, name)) {
      String remark;
      boolean holds = true;
      try {
        remark = scenario.run(run);
      } catch (RuntimeException e) {
        holds = false;
        remark = "FAILED: " + e.getMessage() + "; logs in " + logs;
      }
      Result result = run.result(remark);
      if (holds && (result.lost() > 0 || result.outOfOrder() > 0)) {
        holds = false;
        remark = "FAILED: records lost or out of order";
      }
      System.out.println(run.result(remark).line());
      return holds;
    }
  }
}
