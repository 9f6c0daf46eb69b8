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
 * Looks for private data: the passcode, a query, and the content of records and responses. In these
 * tests all private data contains {@link #MARK}, which no exception, none of its causes and no log
 * line may contain.
 */
final class Leaks implements BeforeEachCallback, AfterEachCallback {

  static final String MARK = "zq-";

  private static final Path LOG = Path.of("target/sdk.log");

  static {
    LoggerFactory.getLogger("io.clevertap"); // starts a new file
  }

  private long logStart;

  /**
   * Makes a call that fails, and returns its exception after searching the exception for private
   * data.
   */
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
