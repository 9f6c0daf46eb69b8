package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;

/** The mock of the npm package clevertap-openapi, on a free port. */
final class Mock implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader log;
  final String url;

  Mock() throws IOException {
    process =
        new ProcessBuilder("node", "node_modules/clevertap-openapi/mock.js", "--port", "0", "--json")
            .directory(new File(".."))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    log = process.inputReader();
    url = nextEntry().get("listening").asText();
  }

  /** Returns the next line of the log, which is a request once the mock listens. */
  JsonNode nextEntry() throws IOException {
    String line = log.readLine();
    if (line == null) {
      throw new IOException("The mock has ended; was the npm package installed?");
    }
    return JSON.readTree(line);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
