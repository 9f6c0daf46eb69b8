package io.clevertap.internal.api;

import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.ExportInterruptedException;
import io.clevertap.exception.UnexpectedResponseException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of an export, one page at a time. Not thread-safe.
 *
 * @param <P> a page
 * @param <T> a record
 */
public final class Paging<P, T> extends Spliterators.AbstractSpliterator<T> {

  /**
   * How the pages of an operation are read.
   *
   * @param page reads the page of a cursor, which is not encoded
   * @param next returns the cursor of the next page as the page contains it
   * @param records returns the records of a page; null if it contains none
   */
  public record Pages<P, T>(
      Function<String, P> page,
      Function<P, @Nullable String> next,
      Function<P, @Nullable List<T>> records) {}

  private final Supplier<@Nullable String> open;
  private final Pages<P, T> pages;
  private final Polling polling;
  private final Set<ByteBuffer> cursorsRead = new HashSet<>();
  private boolean opened;
  private @Nullable String cursor;
  private Iterator<T> records = Collections.emptyIterator();
  private long recordsRead;

  private Paging(Supplier<@Nullable String> open, Pages<P, T> pages, Polling polling) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.open = open;
    this.pages = pages;
    this.polling = polling;
  }

  /**
   * Returns all records. Nothing is requested before the first one is asked for, and no page is
   * read before the one before it is used up. The stream throws {@link ExportInterruptedException}
   * when a page cannot be read, and what {@code open} throws.
   *
   * @param open returns the first cursor
   */
  public static <P, T> Stream<T> stream(
      Supplier<@Nullable String> open, Pages<P, T> pages, Polling polling) {
    return StreamSupport.stream(new Paging<>(open, pages, polling), false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (!hasNext()) {
      return false;
    }
    recordsRead++;
    action.accept(records.next());
    return true;
  }

  private boolean hasNext() {
    if (!opened) {
      cursor = polling.await(open, first -> null);
      if (isEnd(cursor)) {
        throw new UnexpectedResponseException("the export has no cursor");
      }
      opened = true;
    }
    while (!records.hasNext() && !isEnd(cursor)) {
      records = Collections.emptyIterator(); // frees the page before the next one is read
      records = read(cursor);
    }
    return records.hasNext();
  }

  private Iterator<T> read(String current) {
    try {
      String decoded = decoded(current);
      P page = polling.await(() -> pages.page().apply(decoded), read -> null);
      List<T> found = pages.records().apply(page);
      if (found != null && found.stream().anyMatch(Objects::isNull)) {
        throw new UnexpectedResponseException("a record is null");
      }
      String next = pages.next().apply(page);
      cursorsRead.add(digest(current));
      if (!isEnd(next) && cursorsRead.contains(digest(next))) {
        throw new UnexpectedResponseException("its next cursor is that of a page before");
      }
      cursor = next;
      return found == null ? Collections.emptyIterator() : found.iterator();
    } catch (CleverTapException e) {
      throw new ExportInterruptedException(recordsRead, current, e);
    }
  }

  /** Only a missing cursor is documented as the end; an empty one was observed. */
  private static boolean isEnd(@Nullable String cursor) {
    return cursor == null || cursor.isEmpty();
  }

  /**
   * Decodes the percent signs of a cursor, once, because its request encodes it again. A {@code +}
   * stays one.
   */
  private static String decoded(String cursor) {
    try {
      return URLDecoder.decode(cursor.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return cursor; // it is not encoded
    }
  }

  private static ByteBuffer digest(String cursor) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha.digest(cursor.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
