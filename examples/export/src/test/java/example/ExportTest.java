package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@CleverTapServer
class ExportTest {

  @Test
  void write_interruptedOnce_writesEveryPurchaseOnce(
      FakeCleverTap server, CleverTap cleverTap, @TempDir Path folder) throws Exception {
    Instant noon = Instant.parse("2026-01-15T12:00:00Z");
    for (int i = 1; i <= 3; i++) {
      Event purchase = Event.charged().identity("user-" + i).at(noon.plusSeconds(i));
      cleverTap.upload(purchase.set("Amount", 10 * i));
    }
    Path file = folder.resolve("purchases.csv");
    server.failNext(Fault.NONE, Fault.BAD_REQUEST); // the page, after the export was opened

    Export.write(cleverTap, LocalDate.of(2026, 1, 15), file);

    assertEquals(
        List.of(
            "2026-01-15T12:00:01,user-1,10",
            "2026-01-15T12:00:02,user-2,20",
            "2026-01-15T12:00:03,user-3,30"),
        Files.readAllLines(file));
  }
}
