package io.clevertap.cli;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.clevertap.client.model.ProfileProperties;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** The type of a CSV value. */
enum ValueType {
  STRING("a string") {
    @Override
    JsonNode read(String text, CsvOptions options) {
      return TextNode.valueOf(text);
    }

    @Override
    boolean matches(JsonNode value) {
      return value.isTextual();
    }
  },
  NUMBER("a number, such as 42") {
    @Override
    JsonNode read(String text, CsvOptions options) {
      JsonNodeFactory nodes = JsonNodeFactory.withExactBigDecimals(true);
      if (!NUMBER_FORM.matcher(text).matches()) {
        throw new IllegalArgumentException("a number, such as 42, -1.50 or 1e6");
      }
      return INTEGER_FORM.matcher(text).matches()
          ? nodes.numberNode(new BigInteger(text))
          : nodes.numberNode(new BigDecimal(text));
    }

    @Override
    boolean matches(JsonNode value) {
      return value.isNumber();
    }
  },
  BOOLEAN("true or false") {
    @Override
    JsonNode read(String text, CsvOptions options) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "y", "1" -> BooleanNode.TRUE;
        case "false", "no", "n", "0" -> BooleanNode.FALSE;
        default -> throw new IllegalArgumentException("true or false, yes or no, 1 or 0");
      };
    }

    @Override
    boolean matches(JsonNode value) {
      return value.isBoolean();
    }
  },
  DATE("a date, which is \"$D_\" and the seconds since 1970") {
    @Override
    JsonNode read(String text, CsvOptions options) {
      return TextNode.valueOf(ProfileProperties.DATE_PREFIX + options.dateForm.epochSecond(text));
    }

    @Override
    boolean matches(JsonNode value) {
      return value.isTextual() && DATE_FORM.matcher(value.textValue()).matches();
    }
  },
  LIST("a list, such as [\"a\",\"b\"]") {
    @Override
    JsonNode read(String text, CsvOptions options) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (String item : text.split(Pattern.quote(options.listDelimiter), -1)) {
        if (item.isBlank()) {
          throw new IllegalArgumentException(
              "a list, such as a" + options.listDelimiter + "b: an item is empty");
        }
        list.add(item.strip());
      }
      return list;
    }

    @Override
    boolean matches(JsonNode value) {
      return value.isArray();
    }
  };

  private static final Pattern DATE_FORM =
      Pattern.compile(Pattern.quote(ProfileProperties.DATE_PREFIX) + "-?\\d{1,19}");
  private static final Pattern INTEGER_FORM = Pattern.compile("[+-]?\\d{1,300}");
  private static final Pattern NUMBER_FORM =
      Pattern.compile("[+-]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][+-]?\\d{1,3})?");

  private final String inJson;

  ValueType(String inJson) {
    this.inJson = inJson;
  }

  /** Returns whether a JSON value has this type. */
  abstract boolean matches(JsonNode value);

  /** Returns how a value of this type is written in JSON, for messages. */
  String inJson() {
    return inJson;
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Converts a text.
   *
   * @param options the form of dates, and what separates the items of a list
   * @throws IllegalArgumentException if the text has another form; the message states the valid
   *     forms
   */
  abstract JsonNode read(String text, CsvOptions options);
}
