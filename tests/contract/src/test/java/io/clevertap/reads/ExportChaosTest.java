package io.clevertap.reads;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.EventOccurrence;
import io.clevertap.ExportOptions;
import io.clevertap.Query;
import io.clevertap.exception.ExportInterruptedException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports from a server that fails in every way, resumed as often as it is interrupted. */
class ExportChaosTest {

  private static final Query QUERY =
      Query.event("Charged").between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31));

  @Execution(ExecutionMode.CONCURRENT) // the test mostly waits
  @ParameterizedTest
  @CsvSource({"1, 1000000, 5000", "2, 20000, 230", "3, 20000, 500"})
  void export_serverFailsInEveryWay_everyEventComesOnceAndInOrder(
      long seed, int events, int pageSize) throws IOException {
    try (ExportServer server = new ExportServer(seed, 0.2, events, pageSize)) {
      Export export = new Export(server, pageSize);

      assertThat(export.contradiction).isNull();
      assertThat(export.seen.cardinality()).isEqualTo(events);
      assertThat(export.interruptions).isPositive();
    }
  }

  @Test
  void export_pageIsSkipped_isFound() throws IOException {
    int pageSize = 500;
    try (ExportServer server =
        new ExportServer(4, 0, 5_000, pageSize) {
          @Override
          int following(int position) {
            return super.following(position) + (position == 2_000 ? pageSize : 0);
          }
        }) {
      assertThat(new Export(server, pageSize).seen.cardinality()).isEqualTo(4_500);
    }
  }

  /** An export to its end, and what was wrong with it. */
  private static final class Export {

    private final BitSet seen = new BitSet();
    private int interruptions;
    private String contradiction;
    private long read;

    Export(ExportServer server, int pageSize) {
      try (CleverTap cleverTap =
          CleverTap.builder().baseUrl(server.url()).credentials("TEST-EXPORT", "p").build()) {
        ExportOptions options = ExportOptions.defaults().pageSize(pageSize);
        Stream<EventOccurrence> events = cleverTap.events().query(QUERY, options);
        while (events != null) {
          events = resumed(cleverTap, events);
        }
      }
    }

    /** Reads a stream; returns one with the rest, or null at the end. */
    private Stream<EventOccurrence> resumed(CleverTap cleverTap, Stream<EventOccurrence> events) {
      read = 0;
      try {
        events.forEach(this::note);
        return null;
      } catch (ExportInterruptedException e) {
        interruptions++;
        if (e.recordsRead() != read) {
          contradiction = "it counts " + e.recordsRead() + " records, and returned " + read;
        }
        return cleverTap.events().resume(QUERY, e.nextCursor());
      }
    }

    private void note(EventOccurrence event) {
      read++;
      int number = event.number("Amount").orElseThrow().intValueExact();
      if (number != seen.length()) {
        contradiction = "event " + number + " came after " + (seen.length() - 1);
      }
      seen.set(number);
    }
  }
}
