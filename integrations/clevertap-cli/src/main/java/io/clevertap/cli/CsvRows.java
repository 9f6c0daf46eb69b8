package io.clevertap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.clevertap.cli.Lines.Line;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a CSV file. A row with a line break in a quoted value spans several lines. A
 * quote that is never closed makes only its own line unreadable, because the lines after it are
 * read again.
 */
final class CsvRows {

  private static final ObjectReader ROWS =
      new CsvMapper().readerForListOf(String.class).with(CsvParser.Feature.WRAP_AS_ARRAY);

  /**
   * A row.
   *
   * @param values the values; null if the row cannot be read
   */
  record Row(
      long line,
      String text,
      @Nullable List<String> values,
      @Nullable BadRecordException problem) {}

  private final Lines lines;
  private final char delimiter;
  private final ObjectReader rows;

  CsvRows(Lines lines, char delimiter) {
    this.lines = lines;
    this.delimiter = delimiter;
    this.rows = ROWS.with(CsvSchema.emptySchema().withColumnSeparator(delimiter));
  }

  /** Returns the next row that is not blank; null at the end. */
  @Nullable Row next() throws IOException {
    Line first = lines.next();
    while (first != null && first.text().isBlank() && first.problem() == null) {
      first = lines.next();
    }
    return first == null ? null : row(first);
  }

  private Row row(Line first) throws IOException {
    if (first.problem() != null) {
      return new Row(first.number(), first.text(), null, first.problem());
    }
    StringBuilder text = new StringBuilder(first.text());
    Deque<Line> others = new ArrayDeque<>();
    boolean open = hasOddQuotes(first.text());
    List<String> values = parse(first.text());
    String lineBreak = first.lineBreak();
    while (values == null && open && text.length() < Lines.MAX_BYTES) {
      Line line = lines.next();
      if (line == null) {
        break;
      }
      others.push(line);
      if (line.problem() != null) {
        break;
      }
      text.append(lineBreak).append(line.text());
      lineBreak = line.lineBreak();
      if (hasOddQuotes(line.text())) {
        open = false;
        values = parse(text.toString());
      }
    }
    if (values != null) {
      return new Row(first.number(), text.toString(), values, null);
    }
    others.forEach(lines::pushBack);
    String before = first.text().substring(0, first.text().lastIndexOf('"') + 1);
    int column = (int) before.chars().filter(c -> c == delimiter).count() + 1;
    return new Row(
        first.number(),
        first.text(),
        null,
        new BadRecordException(column, "a quote is not closed, or text follows a closing quote"));
  }

  private static boolean hasOddQuotes(String text) {
    return text.chars().filter(c -> c == '"').count() % 2 != 0;
  }

  /** Returns the values; null if the text is not exactly one row. */
  private @Nullable List<String> parse(String text) throws IOException {
    try (MappingIterator<List<String>> found = rows.readValues(text)) {
      List<String> values = found.hasNextValue() ? found.nextValue() : null;
      return found.hasNextValue() ? null : values;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
