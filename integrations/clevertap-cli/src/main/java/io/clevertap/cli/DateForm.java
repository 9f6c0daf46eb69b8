package io.clevertap.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The form of the dates in a CSV file. */
final class DateForm {

  /** ISO 8601, or seconds since 1970. */
  static final DateForm STANDARD = new DateForm(null, null);

  private static final Pattern SECONDS = Pattern.compile("[+-]?\\d{1,19}");

  private final @Nullable String pattern;
  private final @Nullable DateTimeFormatter formatter;

  private DateForm(@Nullable String pattern, @Nullable DateTimeFormatter formatter) {
    this.pattern = pattern;
    this.formatter = formatter;
  }

  /**
   * Converts a date or time to seconds since 1970. A day is its midnight in UTC; so is a time
   * without an offset, which only a pattern allows.
   *
   * @throws IllegalArgumentException if the text has another form; the message states the valid
   *     forms
   */
  long epochSecond(String text) {
    try {
      return formatter == null ? standard(text) : seconds(formatter, text);
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(
          pattern == null
              ? "a day (2026-01-31), a time with its offset (2026-01-31T09:30:00Z) or seconds since"
                  + " 1970; use --date-format for another form"
              : "a date of the form " + pattern);
    }
  }

  private static long standard(String text) {
    if (SECONDS.matcher(text).matches()) {
      return Instant.ofEpochSecond(Long.parseLong(text)).getEpochSecond();
    }
    return text.length() == "2026-01-31".length()
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond()
        : OffsetDateTime.parse(text.replaceFirst(" ", "T")).toEpochSecond();
  }

  private static long seconds(DateTimeFormatter formatter, String text) {
    TemporalAccessor parsed = formatter.parse(text);
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneId zone = parsed.query(TemporalQueries.zone());
    return LocalDate.from(parsed)
        .atTime(time == null ? LocalTime.MIDNIGHT : time)
        .atZone(zone == null ? ZoneOffset.UTC : zone)
        .toEpochSecond();
  }

  @Override
  public String toString() {
    return pattern == null ? "standard" : pattern;
  }

  /** Parses a pattern such as {@code dd/MM/yyyy}. */
  static final class Converter implements ITypeConverter<DateForm> {

    @Override
    public DateForm convert(String pattern) {
      try {
        DateTimeFormatter formatter =
            new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1) // so that yyyy is a year of our era
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        DateForm form = new DateForm(pattern, formatter);
        OffsetDateTime morning = OffsetDateTime.of(2026, 1, 31, 9, 30, 5, 0, ZoneOffset.UTC);
        String early = formatter.format(morning);
        String late = formatter.format(morning.plusHours(3).plusMinutes(1).plusSeconds(1));
        boolean isLost = form.epochSecond(early) == form.epochSecond(late) && !early.equals(late);
        if (isLost) { // such as hh, without a
          throw new TypeConversionException("'" + pattern + "' does not determine the time");
        }
        return form;
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new TypeConversionException(
            "'"
                + pattern
                + "' is not the form of a date, such as dd/MM/yyyy or 'yyyy-MM-dd HH:mm:ss'");
      }
    }
  }
}
