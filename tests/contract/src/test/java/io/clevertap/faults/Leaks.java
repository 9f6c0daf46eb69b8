package io.clevertap.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Looks for what must never show: the passcode, a query, and what records and answers hold. All of
 * these carry {@link #MARK} in these tests, so that none may be in an exception, with all its
 * causes, or in the log.
 */
final class Leaks implements BeforeEachCallback, AfterEachCallback {

  static final String MARK = "zq-";

  private static final Path LOG = Path.of("target/sdk.log");

  static {
    LoggerFactory.getLogger("io.clevertap"); // begins the file anew
  }

  private long logStart;

  /** Calls what fails, and returns its exception after looking through it. */
  static <T extends Throwable> T failure(Class<T> type, ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    assertThat(failure).isInstanceOf(type);
    assertNoneIn(failure);
    return type.cast(failure);
  }

  static void assertNoneIn(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).doesNotContain(MARK);
  }

  static String log() throws IOException {
    return Files.exists(LOG) ? Files.readString(LOG) : "";
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    logStart = log().length();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    assertThat(log().substring((int) logStart)).doesNotContain(MARK);
  }
}
