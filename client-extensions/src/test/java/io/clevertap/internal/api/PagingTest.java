package io.clevertap.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clevertap.exception.ExportInterruptedException;
import io.clevertap.exception.NotReadyException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import io.clevertap.internal.api.Paging.Pages;
import io.clevertap.internal.http.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class PagingTest {

  private record Page(@Nullable List<@Nullable String> records, @Nullable String next) {}

  private final FakeTime time = new FakeTime();
  private final Polling polling = new Polling(Duration.ofSeconds(30), time);
  private final Map<String, Page> pages = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  @Test
  void stream_severalPages_returnsTheRecordsInOrder() {
    pages.put("1", new Page(records("a", "b"), "2"));
    pages.put("2", new Page(null, "3"));
    pages.put("3", new Page(records(), "4"));
    pages.put("4", new Page(records("c"), null));

    assertThat(stream("1")).containsExactly("a", "b", "c");
    assertThat(asked).containsExactly("1", "2", "3", "4");
  }

  @Test
  void stream_isOrderedAndWithoutNull() {
    assertThat(stream("1").spliterator().characteristics())
        .isEqualTo(Spliterator.ORDERED | Spliterator.NONNULL);
  }

  @Test
  void stream_pageIsNotUsedUp_theNextIsNotRead() {
    pages.put("1", new Page(records("a", "b"), "2"));
    Spliterator<String> records = stream("1").spliterator();
    assertThat(asked).isEmpty();

    assertThat(records.tryAdvance(record -> {})).isTrue();
    assertThat(records.tryAdvance(record -> {})).isTrue();

    assertThat(asked).containsExactly("1");
  }

  @ParameterizedTest
  @NullAndEmptySource
  void stream_noFirstCursor_isUnexpected(@Nullable String cursor) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> stream(cursor).toList())
        .withMessageContaining("the export has no cursor");
  }

  @ParameterizedTest
  @NullAndEmptySource
  void stream_noNextCursor_isTheEnd(@Nullable String next) {
    pages.put("1", new Page(records("a"), next));

    assertThat(stream("1")).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource({"a%2Fb%3D, a/b=", "a+b%20c, a+b c", "100%, 100%", "%zz, %zz"})
  void stream_encodedCursor_isAskedForDecoded(String cursor, String decoded) {
    pages.put(decoded, new Page(records("a"), null));

    assertThat(stream(cursor)).containsExactly("a");
  }

  @Test
  void stream_notReady_asksAgain() {
    pages.put("2", new Page(records("b"), null));
    pages.put("1", new Page(records("a"), "2"));
    List<String> unready = new ArrayList<>(List.of("open", "1", "2"));
    Supplier<String> open =
        () -> {
          requireReady(unready, "open");
          return "1";
        };

    Stream<String> records =
        Paging.stream(
            open,
            new Pages<>(
                cursor -> {
                  requireReady(unready, cursor);
                  return pages.get(cursor);
                },
                Page::next,
                Page::records),
            polling);

    assertThat(records).containsExactly("a", "b");
    assertThat(time.sleeps()).hasSize(3);
  }

  @Test
  void stream_pageFails_theExceptionTellsWhereToGoOn() {
    pages.put("1", new Page(records("a", "b"), "%32"));

    assertThatExceptionOfType(ExportInterruptedException.class)
        .isThrownBy(() -> stream("1").toList())
        .withCauseInstanceOf(TransportException.class)
        .satisfies(
            e -> {
              assertThat(e.recordsRead()).isEqualTo(2);
              assertThat(e.nextCursor()).isEqualTo("%32");
            });
    assertThat(asked).endsWith("2");
  }

  @Test
  void stream_askedAgainAfterAFailure_readsThePageThatFailed() {
    pages.put("1", new Page(records("a"), "2"));
    Spliterator<String> records = stream("1").spliterator();
    List<String> read = new ArrayList<>();
    records.tryAdvance(read::add);
    assertThatExceptionOfType(ExportInterruptedException.class)
        .isThrownBy(() -> records.tryAdvance(read::add));

    pages.put("2", new Page(records("b"), null));

    records.forEachRemaining(read::add);
    assertThat(read).containsExactly("a", "b");
  }

  @Test
  void stream_nullAmongTheRecords_returnsNoneOfThePage() {
    pages.put("1", new Page(records("a", null), null));

    assertInterrupted("a record is null", 0);
  }

  @Test
  void stream_cursorOfThePageItself_isNotReadAgain() {
    pages.put("1", new Page(records("a"), "1"));

    assertInterrupted("its next cursor is that of a page before", 0);
  }

  @Test
  void stream_cursorOfAnEarlierPage_isNotReadAgain() {
    pages.put("1", new Page(records("a"), "2"));
    pages.put("2", new Page(records("b"), "1"));

    assertInterrupted("its next cursor is that of a page before", 1);
  }

  private void assertInterrupted(String problem, long recordsRead) {
    assertThatExceptionOfType(ExportInterruptedException.class)
        .isThrownBy(() -> stream("1").toList())
        .withStackTraceContaining(problem)
        .satisfies(e -> assertThat(e.recordsRead()).isEqualTo(recordsRead));
  }

  private Stream<String> stream(@Nullable String first) {
    return Paging.stream(() -> first, new Pages<>(this::page, Page::next, Page::records), polling);
  }

  private Page page(String cursor) {
    asked.add(cursor);
    if (!pages.containsKey(cursor)) {
      throw new TransportException("lost", null, false);
    }
    return pages.get(cursor);
  }

  /** Returns a list as JSON is read into, which may contain null. */
  private static List<@Nullable String> records(@Nullable String... records) {
    return Arrays.asList(records);
  }

  /** Throws an exception the first time. */
  private static void requireReady(List<String> unready, String what) {
    if (unready.remove(what)) {
      throw new NotReadyException("not yet");
    }
  }
}
