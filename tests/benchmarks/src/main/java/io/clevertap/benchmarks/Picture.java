package io.clevertap.benchmarks;

import java.util.List;
import java.util.Locale;

/** Draws the share of the possible rate that the SDK and the other loops reach, by latency. */
final class Picture {

  private static final int WIDTH = 720;
  private static final int LEFT = 80;
  private static final int FULL = 460;
  private static final int BAR = 16;
  private static final int ROW = 78;
  private static final int TOP = 64;

  private Picture() {}

  static String of(List<Throughput.Result> results, String caption) {
    int height = TOP + results.size() * ROW + 36;
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
            + " font-size='13'>",
        WIDTH,
        height);
    add(svg, "<rect width='100%%' height='100%%' fill='#ffffff'/>");
    add(
        svg,
        "<text x='16' y='24' font-size='16'>Records per second, by the server's latency</text>");
    add(
        svg,
        "<text x='16' y='44' fill='#555555'>blue: the SDK; green: a hand-written loop that encodes its"
            + " records; grey: a loop that posts encoded bytes; red: 15 lanes of 1000</text>");
    int y = TOP;
    for (Throughput.Result result : results) {
      boolean limited = Double.isFinite(result.ceiling());
      double most = limited ? result.ceiling() : result.bareRecordsPerSecond();
      add(svg, "<text x='16' y='%d'>%d ms</text>", y + BAR + 4, result.latencyMillis());
      bar(svg, y, result.recordsPerSecond(), most, "#1f6feb");
      bar(svg, y + BAR + 4, result.byHandRecordsPerSecond(), most, "#6cb58a");
      bar(svg, y + 2 * BAR + 8, result.bareRecordsPerSecond(), most, "#b0b7c0");
      if (limited) {
        add(
            svg,
            "<line x1='%d' x2='%d' y1='%d' y2='%d' stroke='#d1242f' stroke-width='2'/>",
            LEFT + FULL,
            LEFT + FULL,
            y - 4,
            y + 3 * BAR + 12);
      }
      y += ROW;
    }
    add(svg, "<text x='16' y='%d' fill='#555555'>%s</text>", height - 14, caption);
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, int y, double rate, double most, String colour) {
    add(
        svg,
        "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>",
        LEFT,
        y,
        FULL * rate / most,
        BAR,
        colour);
    add(
        svg,
        "<text x='%d' y='%d'>%,.0f (%.0f %%)</text>",
        LEFT + FULL + 12,
        y + BAR - 3,
        rate,
        100 * rate / most);
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
