package io.clevertap.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Measures CleverTap's Node library, which sends a batch of 100 records after the other. */
final class NodeLibrary {

  private static final Path FOLDER = Path.of("tests", "benchmarks", "node");
  private static final int BATCH = 100;
  private static final int SECONDS = 6;
  private static final int MOST_RECORDS = 600_000;

  private NodeLibrary() {}

  static double recordsPerSecond(StubProcess stub, int latencyMillis) {
    int records = latencyMillis == 0 ? MOST_RECORDS : BATCH * SECONDS * 1_000 / latencyMillis;
    try {
      Process node =
          new ProcessBuilder(
                  "node",
                  FOLDER.resolve("upload.mjs").toString(),
                  stub.baseUrl(0),
                  stub.baseUrl(latencyMillis),
                  String.valueOf(records))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String rate = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Double.parseDouble(rate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
