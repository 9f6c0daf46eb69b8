package io.clevertap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import io.clevertap.test.internal.StandIn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command on a terminal, with input from a user. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminalIT {

  @TempDir private Path directory;

  @Test
  void passcode_fromAPrompt_isSentAndNotShown() throws Exception {
    String[] sent = new String[1];
    try (LoopbackServer server =
        LoopbackServer.start(
            0,
            call -> {
              sent[0] = call.header("X-CleverTap-Passcode").orElse("none");
              return HttpReply.json(404, "{\"status\":\"fail\",\"code\":404}");
            })) {
      Cli cli = new Cli(directory).with("CLEVERTAP_PASSCODE", "");
      Process terminal = terminal(cli, Cli.SCRIPT + " doctor --base-url " + server.baseUrl());
      String before = readUntil("Passcode of account TEST-ACCOUNT: ", terminal);
      type("typed-secret\n", terminal);
      String after = rest(terminal);

      assertThat(terminal.waitFor()).as(after).isZero();
      assertThat(sent[0]).isEqualTo("typed-secret");
      assertThat(before + after).contains("credentials  accepted").doesNotContain("typed-secret");
    }
  }

  @Test
  void progress_ofAnUpload_isABarThatNeverWraps() throws Exception {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      records.append("{\"type\":\"profile\",\"identity\":\"" + i + "\",\"profileData\":{}}\n");
    }
    Files.writeString(directory.resolve("in.ndjson"), records);
    try (StandIn server = StandIn.start(new Store())) {
      String command = Cli.SCRIPT + " upload in.ndjson --base-url " + server.baseUrl();
      Process terminal = terminal(new Cli(directory), command);
      String shown = rest(terminal);

      assertThat(terminal.waitFor()).as(shown).isZero();
      assertThat(shown)
          .containsPattern(
              "\\r\\u001B\\[K\\u001B\\[\\?7l#{20} 100% ETA 0:00:00 3,000 accepted, 0 rejected,"
                  + " 0 failed, [\\d,]+/s\\u001B\\[\\?7h")
          .contains("in.ndjson: 3000 accepted, 0 rejected, 0 failed");
    }
  }

  @ParameterizedTest
  @CsvSource({"n, 2, 0", "'', 2, 0", "y, 0, 1", "YES, 0, 1"})
  void campaignsStop_onATerminal_asksFirst(String answer, int exitCode, int calls)
      throws Exception {
    AtomicInteger received = new AtomicInteger();
    try (LoopbackServer server =
        LoopbackServer.start(
            0,
            call -> {
              received.incrementAndGet();
              return HttpReply.json(200, "{\"status\":\"success\"}");
            })) {
      String command = Cli.SCRIPT + " campaigns stop 7 --base-url " + server.baseUrl();
      Process terminal = terminal(new Cli(directory), command);
      readUntil("Stop campaign 7 for good? [y/N] ", terminal);
      type(answer + "\n", terminal);
      String after = rest(terminal);

      assertThat(terminal.waitFor()).as(after).isEqualTo(exitCode);
      assertThat(after).contains(calls == 0 ? "Nothing was sent" : "Stopped campaign 7");
      assertThat(received).hasValue(calls);
    }
  }

  @Test
  void completion_inBash_completesCommandsOptionsRegionsAndFiles() throws Exception {
    Files.writeString(directory.resolve("people.ndjson"), "");
    Path script = Path.of("target/clevertap/completion/clevertap.bash").toAbsolutePath();
    Process bash = terminal(new Cli(directory), "bash --norc --noprofile -i");
    type("source " + script + "; clevertap() { echo \"got: $*\"; }; echo rea''dy\n", bash);
    readUntil("ready", bash);
    type("clevertap doc\t --reg\tin\t\n", bash);
    type("clevertap upl\t peo\t --dry\t\n", bash);
    type("exit\n", bash);

    assertThat(rest(bash))
        .contains("got: doctor --region in1", "got: upload people.ndjson --dry-run");
  }

  private static Process terminal(Cli cli, String command) throws IOException {
    return cli.prepare(new ProcessBuilder("script", "-qec", command, "/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.PIPE)
        .start();
  }

  private static void type(String keys, Process terminal) throws IOException {
    terminal.getOutputStream().write(keys.getBytes(UTF_8));
    terminal.getOutputStream().flush();
  }

  private static String readUntil(String text, Process terminal) throws IOException {
    InputStream screen = terminal.getInputStream();
    StringBuilder shown = new StringBuilder();
    while (shown.indexOf(text) < 0) {
      int next = screen.read();
      assertThat(next).as("the screen shows: %s", shown).isNotNegative();
      shown.append((char) next);
    }
    return shown.toString();
  }

  private static String rest(Process terminal) throws IOException {
    return new String(terminal.getInputStream().readAllBytes(), UTF_8);
  }
}
