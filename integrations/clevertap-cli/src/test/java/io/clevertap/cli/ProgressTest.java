package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.junit.jupiter.api.Test;

/** The progress of an upload. */
class ProgressTest {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream screen = new PrintStream(shown, true);

  @Test
  void update_ofAFileThatGrows_showsAFullBar() {
    try (Progress progress = progress(Progress.Style.BAR)) {
      progress.update(1, 0, 0, 1, 300, 100);
    }

    assertThat(shown.toString()).contains("#".repeat(20) + " 100% ETA 0:00:00");
  }

  @Test
  void message_withControlCharacters_isOneLineWithoutThem() {
    try (Progress progress = progress(Progress.Style.NONE)) {
      progress.message("a\u001b[2J\u009b2Jb\nin.csv:1: forged");
    }

    assertThat(shown.toString()).isEqualToIgnoringNewLines("a?[2J?2Jb?in.csv:1: forged");
  }

  private Progress progress(Progress.Style style) {
    return new Progress(new PrintWriter(screen, true), screen, style);
  }
}
