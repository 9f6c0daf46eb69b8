package io.clevertap.cli;

import io.clevertap.Query;
import io.clevertap.client.model.FilterOperator;
import io.clevertap.client.model.PropertyType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that select events or users. */
final class QueryOptions {

  private static final String OPERATORS =
      Arrays.stream(FilterOperator.values())
          .map(FilterOperator::getValue)
          .collect(Collectors.joining("|"));
  private static final Pattern CONDITION =
      Pattern.compile("(.+?) (" + OPERATORS + ")(?: (.*))?", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--event",
      paramLabel = "NAME",
      description = "The name of the event, in which case and spaces matter.")
  private @Nullable String event;

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "The first day, such as 2026-01-31, in the time zone of the CleverTap project.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "The last day, included.")
  private @Nullable LocalDate to;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "A condition on a property of the event: a name, an operator and a value, such as"
              + " 'Amount greater_than 100'. Can be repeated; all must hold. Put a number that is"
              + " a text in double quotes.")
  private List<String> where = List.of();

  @Option(
      names = "--where-profile",
      paramLabel = "CONDITION",
      description =
          "A condition on a property of the user, such as 'Customer Type equals Gold'. Can be"
              + " repeated.")
  private List<String> whereProfile = List.of();

  /** Returns the query for an event. */
  Query ofEvent() {
    if (event == null) {
      throw invalid("--event is missing");
    }
    return of();
  }

  /** Returns the query. */
  Query of() {
    return between(from, to);
  }

  LocalDate from() {
    return required("--from", from);
  }

  LocalDate to() {
    return required("--to", to);
  }

  /** Returns the query for some days. */
  Query between(@Nullable LocalDate first, @Nullable LocalDate last) {
    try {
      Query query = event == null ? Query.users() : Query.event(event);
      if (event != null) {
        query = query.between(required("--from", first), required("--to", last));
      } else if (first != null || last != null) {
        throw invalid("--from and --to need --event");
      }
      for (String condition : where) {
        query = with(query, PropertyType.EVENT_PROPERTIES, "--where", condition);
      }
      for (String condition : whereProfile) {
        query = with(query, PropertyType.PROFILE_FIELDS, "--where-profile", condition);
      }
      return query;
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  ParameterException invalid(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }

  private LocalDate required(String option, @Nullable LocalDate day) {
    if (day == null) {
      throw invalid(option + " is missing");
    }
    return day;
  }

  private Query with(Query query, PropertyType type, String option, String condition) {
    Matcher parts = CONDITION.matcher(condition);
    if (!parts.matches()) {
      throw invalid(
          option
              + " is not a name, an operator and a value; the operators are "
              + OPERATORS.replace("|", ", "));
    }
    FilterOperator operator = FilterOperator.fromValue(parts.group(2));
    Object[] values = parts.group(3) == null ? new Object[0] : new Object[] {value(parts.group(3))};
    return query.where(type, parts.group(1), operator, values);
  }

  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (NUMBER.matcher(text).matches()) {
      return new BigDecimal(text);
    }
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
