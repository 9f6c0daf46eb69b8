package io.clevertap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell runs each command of the README; its output must be the README's. */
class ReadmeIT {

  private static final Path README = Path.of("README.md");

  @TempDir private Path directory;

  @Test
  void examples_inOrder_printTheOutputInTheReadme() throws Exception {
    List<MatchResult> blocks = matches("(?s)```console\n(.*?)```", Files.readString(README));
    assertThat(blocks).hasSize(5);
    try (LoopbackServer server = LoopbackServer.start(0, call -> reply(call.path(), call.body()))) {
      for (MatchResult block : blocks) {
        for (MatchResult example :
            matches("(?s)\\$ (.*?)\n(.*?)(?=\\$ clev|\\$ sed|\\$ cat|\\z)", block.group(1))) {
          run(example.group(1), example.group(2), server.baseUrl());
        }
      }
    }
  }

  @Test
  void exitCodes_ofTheReadme_areInTheHelp() throws Exception {
    String help = new Cli(directory).run("--help").out();

    for (MatchResult row : matches("(?m)^\\| (\\d) \\| (.*?)[:;,]", Files.readString(README))) {
      assertThat(help).contains("  " + row.group(1) + "   " + row.group(2));
    }
  }

  private void run(String command, String output, String baseUrl) throws Exception {
    if (command.startsWith("cat ")) {
      Files.writeString(directory.resolve(command.substring(4)), output.strip() + "\n");
      return;
    }
    List<String> shell = new ArrayList<>(List.of("bash", "-c"));
    shell.add(
        command.startsWith("clevertap")
            ? command.replaceFirst("clevertap (upload|profile get)", "$0 --base-url " + baseUrl)
            : command);
    Cli cli = new Cli(directory);
    ProcessBuilder builder = cli.prepare(new ProcessBuilder(shell));
    builder.environment().merge("PATH", Cli.SCRIPT.getParent() + ":", (old, bin) -> bin + old);
    Process process = builder.start();
    process.getOutputStream().close();

    assertThat(cli.result(process).out().strip()).as(command).isEqualTo(output.strip());
  }

  private static HttpReply reply(String path, byte[] body) {
    if (path.endsWith("profile.json")) {
      return HttpReply.json(200, "{\"record\":{\"identity\":\"42\",\"name\":\"Jo\"}}");
    }
    int records = matches("\"type\":\"(profile|event)\"", new String(body, UTF_8)).size();
    return HttpReply.json(
        200, "{\"status\":\"success\",\"processed\":" + records + ",\"unprocessed\":[]}");
  }

  private static List<MatchResult> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }
}
