package example;

import io.clevertap.CleverTap;
import io.clevertap.Profile;
import io.clevertap.UploadSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Uploads a file of any length in little memory. Each line is an identity, a comma and a plan. */
public final class Import {

  public static void main(String[] arguments) throws IOException {
    try (CleverTap cleverTap =
        CleverTap.builder().regionFromEnvironment().credentialsFromEnvironment().build()) {
      System.out.println(upload(cleverTap, Path.of(arguments[0])));
    }
  }

  static UploadSummary upload(CleverTap cleverTap, Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return cleverTap
          .bulk()
          .onRejected(r -> System.err.printf("%d %s: %s%n", r.code(), r.reason(), r.record()))
          .onFailed(f -> System.err.printf("%s: %s%n", f.cause().getMessage(), f.record()))
          .onProgress(System.err::println)
          .upload(lines.map(Import::profile));
    }
  }

  private static Profile profile(String line) {
    String[] columns = line.split(",");
    return Profile.ofIdentity(columns[0]).set("Plan", columns[1]);
  }
}
