import io.clevertap.test.FakeCleverTap;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stand-in for CleverTap in its own process. */
class StandIn {

  /** Writes the base URL to the file that the argument names, and serves until it is killed. */
  public static void main(String[] arguments) throws Exception {
    try (FakeCleverTap server = FakeCleverTap.start()) {
      Path file = Path.of(arguments[0]);
      Files.move(Files.writeString(Path.of(file + ".new"), server.baseUrl()), file);
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
