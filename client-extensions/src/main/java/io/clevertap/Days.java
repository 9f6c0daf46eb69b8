package io.clevertap;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Ranges of days, in the form that the API expects. */
final class Days {

  private static final DateTimeFormatter FORM = DateTimeFormatter.BASIC_ISO_DATE;

  private Days() {}

  /**
   * Checks a range.
   *
   * @throws IllegalArgumentException when the first day is after the last
   */
  static void requireOrder(LocalDate from, LocalDate to) {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException(from + " is after " + to);
    }
  }

  static String text(LocalDate day) {
    return day.format(FORM);
  }

  static int number(LocalDate day) {
    return Integer.parseInt(text(day));
  }
}
