package io.clevertap.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Prints the progress of an upload to the standard error: a bar on a terminal, otherwise a line
 * every ten seconds. It also prints the messages, so that they do not break the bar.
 */
final class Progress implements AutoCloseable {

  /** The style of the output. */
  enum Style {
    AUTO,
    BAR,
    PLAIN,
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Style resolved() {
      String terminal = System.getProperty("clevertap.terminal"); // set by the start script
      boolean isTerminal =
          terminal == null ? System.console() != null : Boolean.parseBoolean(terminal);
      return this == AUTO ? isTerminal ? BAR : PLAIN : this;
    }
  }

  private static final String CLEAR = "\r\u001B[K";
  private static final String NO_WRAP = "\u001B[?7l";
  private static final String WRAP = "\u001B[?7h";
  private static final int WIDTH = 20;
  private static final long PLAIN_NANOS = Duration.ofSeconds(10).toNanos();

  private final PrintWriter err;
  private final PrintStream screen;
  private final Style style;
  private long start = System.nanoTime();
  private long printedAt = start;
  private long readBefore;
  private String bar = "";

  /**
   * Creates a progress.
   *
   * @param err for messages
   * @param screen for the bar: the same output, to which control sequences can be sent
   */
  Progress(PrintWriter err, PrintStream screen, Style style) {
    this.err = err;
    this.screen = screen;
    this.style = style.resolved();
  }

  /** Starts the clock. The given number of bytes was read already and is not uploaded. */
  synchronized void startAt(long read) {
    readBefore = read;
    start = System.nanoTime();
  }

  /** Prints a message on a line of its own. */
  synchronized void message(String text) {
    screen.print(bar.isEmpty() ? "" : CLEAR);
    screen.flush();
    err.println(SafeText.line(text));
    err.flush();
    screen.print(bar);
    screen.flush();
  }

  /**
   * Prints the progress.
   *
   * @param size the size of the input in bytes; negative if it is unknown
   */
  synchronized void update(
      long accepted, long rejected, long failed, double rate, long read, long size) {
    String counts =
        "%,d accepted, %,d rejected, %,d failed, %,.0f/s"
            .formatted(accepted, rejected, failed, rate);
    long now = System.nanoTime();
    if (style == Style.BAR) {
      bar = CLEAR + NO_WRAP + (size > 0 ? percent(read, size, now) : "") + counts + WRAP;
      screen.print(bar);
      screen.flush();
    } else if (style == Style.PLAIN && now - printedAt >= PLAIN_NANOS) {
      printedAt = now;
      message((size > 0 ? Math.min(100, read * 100 / size) + "%, " : "") + counts);
    }
  }

  @Override
  public synchronized void close() {
    if (!bar.isEmpty()) {
      screen.print(CLEAR);
      screen.flush();
      bar = "";
    }
  }

  private String percent(long bytes, long size, long now) {
    long read = Math.min(bytes, size); // the file may grow
    int done = (int) (WIDTH * read / size);
    double ratio = (double) (size - read) / Math.max(1, read - readBefore);
    long left = (long) ((now - start) * ratio);
    Duration eta = Duration.ofNanos(left);
    return "%s%s %3d%% ETA %d:%02d:%02d "
        .formatted(
            "#".repeat(done),
            "-".repeat(WIDTH - done),
            read * 100 / size,
            eta.toHours(),
            eta.toMinutesPart(),
            eta.toSecondsPart());
  }
}
