package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.client.api.Region;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorTest {

  private final StringWriter out = new StringWriter();
  @TempDir private Path directory;

  @Test
  void allRegions_whenOneAcceptsTheCredentials_namesIt() throws Exception {
    try (LoopbackServer wrong = serving(401);
        LoopbackServer right = serving(404)) {
      Path secret = Files.writeString(directory.resolve("secret"), "p");
      DoctorCommand doctor =
          new DoctorCommand(region -> region == Region.INDIA ? right.baseUrl() : wrong.baseUrl());

      int exitCode =
          new CommandLine(doctor)
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(new StringWriter()))
              .execute(
                  "--all-regions",
                  "--account-id=A",
                  "--passcode-file=" + secret,
                  "--base-url=" + wrong.baseUrl());

      assertThat(out.toString())
          .contains("in1   accepts the credentials", "us1   rejects the credentials")
          .endsWith("Use --region in1" + System.lineSeparator());
      assertThat(exitCode).isEqualTo(3);
    }
  }

  @Test
  void allRegions_whenNoneIsGiven_findsIt() throws Exception {
    try (LoopbackServer wrong = serving(401);
        LoopbackServer right = serving(404)) {
      Path secret = Files.writeString(directory.resolve("secret"), "p");
      DoctorCommand doctor =
          new DoctorCommand(region -> region == Region.INDIA ? right.baseUrl() : wrong.baseUrl());

      int exitCode =
          new CommandLine(doctor)
              .setOut(new PrintWriter(out, true))
              .execute("--all-regions", "--account-id=A", "--passcode-file=" + secret);

      assertThat(out.toString()).endsWith("Use --region in1" + System.lineSeparator());
      assertThat(exitCode).isZero();
    }
  }

  @Test
  void doctor_404OfAProxy_doesNotSayThatTheCredentialsWork() throws Exception {
    try (LoopbackServer proxy =
        LoopbackServer.start(0, call -> HttpReply.json(404, "<html>Not Found</html>"))) {
      Path secret = Files.writeString(directory.resolve("secret"), "p");

      new CommandLine(new DoctorCommand())
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(new StringWriter()))
          .execute("--account-id=A", "--passcode-file=" + secret, "--base-url=" + proxy.baseUrl());

      assertThat(out.toString()).doesNotContain("accepted");
    }
  }

  private static LoopbackServer serving(int status) throws Exception {
    return LoopbackServer.start(
        0, call -> HttpReply.json(status, "{\"status\":\"fail\",\"code\":" + status + "}"));
  }
}
