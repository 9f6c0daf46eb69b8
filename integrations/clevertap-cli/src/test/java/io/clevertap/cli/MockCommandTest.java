package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Profile;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stand-in that the command runs. */
@Timeout(60)
class MockCommandTest {

  @Test
  void mock_untilItIsStopped_storesUploadsAndReturnsThem() throws Exception {
    PipedReader output = new PipedReader();
    PrintWriter out = new PrintWriter(new PipedWriter(output), true);
    FutureTask<Integer> command =
        new FutureTask<>(() -> Clevertap.commandLine().setOut(out).execute("mock"));
    Thread thread = new Thread(command);
    thread.start();
    try (BufferedReader lines = new BufferedReader(output)) {
      lines.readLine();
      String url = value(lines.readLine());
      String account = value(lines.readLine());
      String passcode = value(lines.readLine());
      try (CleverTap client =
          CleverTap.builder().baseUrl(url).credentials(account, passcode).build()) {
        client.upload(Profile.ofIdentity("42").name("Jack"));

        assertThat(client.profileByIdentity("42"))
            .hasValueSatisfying(jack -> assertThat(jack.getName()).isEqualTo("Jack"));
      }
    } finally {
      thread.interrupt();
    }
    assertThat(command.get()).isEqualTo(ExitCode.OK);
  }

  private static String value(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }
}
