package io.clevertap.benchmarks;

import java.util.List;
import java.util.Locale;

/** Draws the throughput by latency: the SDK's bar before that of the bare loop, and the ceiling. */
final class Picture {

  private static final int WIDTH = 720;
  private static final int LEFT = 80;
  private static final int BAR = 16;
  private static final int ROW = 58;
  private static final int TOP = 64;

  private Picture() {}

  static String of(List<Throughput.Result> results, String caption) {
    int height = TOP + results.size() * ROW + 36;
    double most =
        results.stream()
            .mapToDouble(r -> Math.max(r.recordsPerSecond(), r.bareRecordsPerSecond()))
            .max()
            .orElseThrow();
    double scale = (WIDTH - LEFT - 170) / most;
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
        "<text x='16' y='24' font-size='16'>Records per second by the server's latency</text>");
    add(
        svg,
        "<text x='16' y='44' fill='#555555'>blue: the SDK, grey: a bare loop over the JDK's client,"
            + " red: 15 lanes of 1000 records</text>");
    int y = TOP;
    for (Throughput.Result result : results) {
      add(svg, "<text x='16' y='%d'>%d ms</text>", y + BAR + 4, result.latencyMillis());
      bar(svg, y, result.recordsPerSecond(), scale, "#1f6feb");
      bar(svg, y + BAR + 4, result.bareRecordsPerSecond(), scale, "#b0b7c0");
      double ceiling = LEFT + result.ceiling() * scale;
      if (ceiling < WIDTH) {
        add(
            svg,
            "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='#d1242f' stroke-width='2'/>",
            ceiling,
            ceiling,
            y - 4,
            y + 2 * BAR + 8);
      }
      y += ROW;
    }
    add(svg, "<text x='16' y='%d' fill='#555555'>%s</text>", height - 14, caption);
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, int y, double rate, double scale, String colour) {
    add(
        svg,
        "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>",
        LEFT,
        y,
        rate * scale,
        BAR,
        colour);
    add(svg, "<text x='%.1f' y='%d'>%,.0f</text>", LEFT + rate * scale + 8, y + BAR - 3, rate);
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
