package io.clevertap.cli;

import io.clevertap.test.FakeCleverTap;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clevertap mock}. */
@Command(
    name = "mock",
    description = {
      "Runs a stand-in for CleverTap on this machine until you stop it with Ctrl+C. It stores uploads"
          + " in memory, and responds to reads from them.",
      ""
    })
final class MockCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--port", paramLabel = "PORT", description = "The port. Default: any free one.")
  private int port;

  @Override
  public Integer call() {
    try (FakeCleverTap server = FakeCleverTap.start(port)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("CleverTap's stand-in listens. Stop it with Ctrl+C.");
      out.println("base URL    " + server.baseUrl());
      out.println("account id  " + server.accountId());
      out.println("passcode    " + server.passcode());
      out.flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }
}
