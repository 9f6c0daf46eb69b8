package example;

import io.clevertap.CleverTap;
import io.clevertap.EventOccurrence;
import io.clevertap.Query;
import io.clevertap.exception.ExportInterruptedException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

/** Writes the purchases of a day to a file: the time, the user's identity and the amount. */
public final class Export {

  private static final int INTERRUPTIONS = 3;

  public static void main(String[] arguments) throws IOException {
    try (CleverTap cleverTap =
        CleverTap.builder().regionFromEnvironment().credentialsFromEnvironment().build()) {
      write(cleverTap, LocalDate.parse(arguments[0]), Path.of(arguments[1]));
    }
  }

  static void write(CleverTap cleverTap, LocalDate day, Path file) throws IOException {
    Query purchases = Query.event("Charged").between(day, day);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      Stream<EventOccurrence> events = cleverTap.events().query(purchases);
      for (int interruptions = 0; events != null; interruptions++) {
        try {
          events.forEach(event -> write(event, out));
          events = null;
        } catch (ExportInterruptedException e) { // all before e.nextCursor() is written
          if (interruptions == INTERRUPTIONS) {
            throw e;
          }
          events = cleverTap.events().resume(purchases, e.nextCursor());
        }
      }
    }
  }

  private static void write(EventOccurrence event, BufferedWriter out) {
    String user = event.user().getIdentity(); // null for an anonymous user
    String amount = event.number("Amount").map(Object::toString).orElse("");
    try {
      out.write("%s,%s,%s%n".formatted(event.time(), user == null ? "" : user, amount));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
