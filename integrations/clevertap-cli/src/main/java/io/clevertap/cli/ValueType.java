package io.clevertap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.clevertap.client.model.ProfileProperties;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/** The type of a CSV value. */
enum ValueType {
  STRING {
    @Override
    JsonNode read(String text) {
      return TextNode.valueOf(text);
    }
  },
  NUMBER {
    @Override
    JsonNode read(String text) {
      JsonNodeFactory nodes = JsonNodeFactory.withExactBigDecimals(true);
      if (!NUMBER_FORM.matcher(text).matches()) {
        throw new IllegalArgumentException("a number, such as 42, -1.50 or 1e6");
      }
      return INTEGER_FORM.matcher(text).matches()
          ? nodes.numberNode(new BigInteger(text))
          : nodes.numberNode(new BigDecimal(text));
    }
  },
  BOOLEAN {
    @Override
    JsonNode read(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "y", "1" -> BooleanNode.TRUE;
        case "false", "no", "n", "0" -> BooleanNode.FALSE;
        default -> throw new IllegalArgumentException("true or false, yes or no, 1 or 0");
      };
    }
  },
  DATE {
    @Override
    JsonNode read(String text) {
      return TextNode.valueOf(ProfileProperties.DATE_PREFIX + epochSecond(text));
    }
  };

  private static final Pattern INTEGER_FORM = Pattern.compile("[+-]?\\d{1,300}");
  private static final Pattern NUMBER_FORM =
      Pattern.compile("[+-]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][+-]?\\d{1,3})?");

  /**
   * Converts a text.
   *
   * @throws IllegalArgumentException if the text has another form; the message states the valid
   *     forms
   */
  abstract JsonNode read(String text);

  /**
   * Converts a date or time to seconds since 1970.
   *
   * @throws IllegalArgumentException if the text has another form; the message states the valid
   *     forms
   */
  static long epochSecond(String text) {
    try {
      if (INTEGER_FORM.matcher(text).matches()) {
        return Instant.ofEpochSecond(Long.parseLong(text)).getEpochSecond();
      }
      return text.length() == "2026-01-31".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond()
          : OffsetDateTime.parse(text.replaceFirst(" ", "T")).toEpochSecond();
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "a day (2026-01-31), a time with its offset (2026-01-31T09:30:00Z) or seconds since 1970");
    }
  }
}
