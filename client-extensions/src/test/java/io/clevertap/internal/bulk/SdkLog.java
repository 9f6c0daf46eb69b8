package io.clevertap.internal.bulk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the SDK logs from now on, in the file that the tests' properties name. */
final class SdkLog {

  private static final Path FILE = Path.of("target/sdk.log");

  private final int start;

  SdkLog() throws IOException {
    LoggerFactory.getLogger("io.clevertap"); // starts a new file
    this.start = Files.readString(FILE).length();
  }

  List<String> lines() throws IOException {
    return Files.readString(FILE).substring(start).lines().toList();
  }
}
